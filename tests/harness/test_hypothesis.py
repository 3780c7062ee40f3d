"""Settings of Hypothesis: the suite is deterministic, `make fuzz` tries new examples."""

import subprocess

import pytest
from django.conf import settings
from hypothesis import Phase
from hypothesis import settings as property_settings


def test_the_suite_is_deterministic_and_has_no_deadline():
    suite = property_settings.get_profile("suite")
    assert suite.derandomize
    assert suite.database is None
    assert suite.deadline is None
    assert Phase.shrink not in suite.phases


def test_fuzzing_tries_new_examples_and_stores_failures():
    fuzz = property_settings.get_profile("fuzz")
    assert not fuzz.derandomize
    assert fuzz.database is not None
    assert fuzz.deadline is None
    assert {Phase.reuse, Phase.shrink} <= set(fuzz.phases)


@pytest.mark.parametrize("minutes", ["0", "-1", "soon", "1.5", "６"])
def test_invalid_minutes_are_rejected(minutes):
    done = subprocess.run(
        ["scripts/fuzz.sh", minutes], cwd=settings.BASE, capture_output=True, text=True, check=False
    )
    assert done.returncode
    assert done.stderr.startswith(f"MINUTES={minutes} cannot be used")
