"""People with names, for every test."""

import pytest

from tests.factories import make_user


@pytest.fixture
def author(db):
    """Wang Xiaoyun, who writes."""
    return make_user("xiaoyun")


@pytest.fixture
def editor(db):
    """Ada Lovelace, who looks after everything."""
    return make_user("ada", group="editors")
