"""A database that others see too, and people with names, for every test."""

from importlib import import_module

import pytest
from django.apps import apps

from tests.factories import make_user


@pytest.fixture
def committed(transactional_db):
    """What a test saves is committed. Emptying the tables afterwards took the groups too."""
    import_module("articles.migrations.0002_groups").create_groups(apps, None)


@pytest.fixture
def author(db):
    """Wang Xiaoyun, who writes."""
    return make_user("xiaoyun")


@pytest.fixture
def editor(db):
    """Ada Lovelace, who looks after everything."""
    return make_user("ada", group="editors")
