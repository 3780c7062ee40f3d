"""An article with a draft beside it, and clients that are signed in."""

import pytest
from django.test import Client

from tests.factories import make_article


@pytest.fixture
def article(author):
    return make_article(author=author, title="Diffusion", body="readers see this\n")


@pytest.fixture
def signed_in(author):
    """The author's browser."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(author)
    return client


@pytest.fixture
def editors_browser(editor):
    client = Client(headers={"accept-language": "en"})
    client.force_login(editor)
    return client
