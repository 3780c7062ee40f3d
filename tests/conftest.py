"""Settings of Hypothesis, a fixture for committed data, and users."""

from importlib import import_module

import pytest
from django.apps import apps
from hypothesis import HealthCheck, Phase, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.factories import make_user

# Examples have no deadline. Tests empty the tables themselves between examples.
CALM = settings(
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
# The suite tries the same examples in each run. Failing ones are not shrunk, which takes minutes.
settings.register_profile(
    "suite", CALM, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
# `make fuzz` tries new examples, shrinks those that fail, and starts with those that failed before.
settings.register_profile(
    "fuzz", CALM, derandomize=False, database=DirectoryBasedExampleDatabase(".hypothesis/examples")
)
settings.load_profile("suite")


@pytest.fixture
def committed(transactional_db):
    """Commit what the test saves. The flush after the previous test also removed the groups."""
    import_module("articles.migrations.0002_groups").create_groups(apps, None)
    import_module("articles.migrations.0004_series_and_translations").let_groups(apps, None)
    import_module("articles.migrations.0014_permission_to_publish").let_who_could(apps, None)


@pytest.fixture
def author(db):
    """Wang Xiaoyun, in the group of authors."""
    return make_user("xiaoyun")


@pytest.fixture
def editor(db):
    """Ada Lovelace, in the group of editors."""
    return make_user("ada", group="editors")
