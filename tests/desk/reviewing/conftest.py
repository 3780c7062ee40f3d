"""A draft of the author that is up for review."""

import pytest

from desk.reviewing.requests import ask_for_review
from tests.desk.writing_helpers import draft_of
from tests.factories import make_article


@pytest.fixture
def article(author):
    return make_article(author=author, status="draft", title="Diffusion", body="one\ntwo\n")


@pytest.fixture
def review(article, author):
    return ask_for_review(article, revision=draft_of(article).head_id, by=author, note="look")
