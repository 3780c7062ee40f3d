"""An article of the author."""

import pytest

from tests.factories import make_article


@pytest.fixture
def article(author):
    return make_article(author=author, title="Diffusion", body="readers see this\n")
