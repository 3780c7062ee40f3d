"""The samples whose programs take long: `make test` runs the others that need only Python."""

import pytest

from tests.scripts.test_check_samples import LONG, check_sample


@pytest.mark.parametrize("name", LONG)
def test_a_long_sample_shows_what_its_programs_print(name):
    check_sample(name)
