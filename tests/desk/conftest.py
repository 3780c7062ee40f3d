"""An article with a draft beside it, and clients that are signed in."""

import pytest
from django.test import Client

from tests.desk.writing_helpers import Writer


@pytest.fixture
def writer(article, author):
    """The author, with the test's `article` open in a browser."""
    return Writer(article, author)


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
