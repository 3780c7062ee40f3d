"""How property tests run, a database that others see too, and people with names."""

from importlib import import_module

import pytest
from django.apps import apps
from hypothesis import HealthCheck, Phase, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.factories import make_user

# No clock judges an example. The tables are emptied by the tests themselves.
CALM = settings(
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
# The suite tries the same examples each time. What fails is not made smaller: that takes minutes.
settings.register_profile(
    "suite", CALM, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
# `make fuzz` tries new ones, makes what fails smaller, and begins with what failed before.
settings.register_profile(
    "fuzz", CALM, derandomize=False, database=DirectoryBasedExampleDatabase(".hypothesis/examples")
)
settings.load_profile("suite")


@pytest.fixture
def committed(transactional_db):
    """What a test saves is committed. Emptying the tables afterwards took the groups too."""
    import_module("articles.migrations.0002_groups").create_groups(apps, None)
    import_module("articles.migrations.0004_series_and_translations").let_groups(apps, None)
    import_module("articles.migrations.0014_permission_to_publish").let_who_could(apps, None)


@pytest.fixture
def author(db):
    """Wang Xiaoyun, who writes."""
    return make_user("xiaoyun")


@pytest.fixture
def editor(db):
    """Ada Lovelace, who looks after everything."""
    return make_user("ada", group="editors")
