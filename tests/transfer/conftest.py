"""Reports are in the language of the interface: here English, as the tests are."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english(site_language):
    with translation.override("en"):
        yield
