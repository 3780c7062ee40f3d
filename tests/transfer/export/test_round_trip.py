"""Whoever leaves takes everything along: an export that is imported and exported again is equal."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import make_user
from tests.transfer.export.made_sites import MadeSite
from tests.transfer.export.round_trip import empty_site, exported_again
from transfer.importer import import_folder

SAMPLE = Path(__file__).parents[3] / "sample"
pytestmark = pytest.mark.django_db


def test_the_sample_site_is_equal_after_a_round_trip(tmp_path):
    import_folder(SAMPLE, author=make_user())
    first, second = exported_again(tmp_path)
    assert sorted(second) == sorted(first)
    assert {name for name in first if first[name] != second[name]} == set()


@settings(max_examples=25)
@given(data=st.data())
def test_any_site_is_equal_after_a_round_trip(data):
    with transaction.atomic(), TemporaryDirectory() as folder:
        empty_site()
        MadeSite(data)
        first, second = exported_again(Path(folder), trash=True)
        transaction.set_rollback(True)
    assert {
        name: (first.get(name), second.get(name))
        for name in {*first, *second}
        if first.get(name) != second.get(name)
    } == {}
