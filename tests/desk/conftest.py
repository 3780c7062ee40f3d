"""An article with a draft beside it."""

import pytest

from tests.desk.writing_helpers import Writer


@pytest.fixture
def writer(article, author):
    """The author, with the test's `article` open in a browser."""
    return Writer(article, author)
