"""Every address × method × role × object, in all states: `make test` asks about half of them."""

import pytest

from tests.access.test_access import ROOTS, addresses_below, check_lines

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.replace("/", "-") or "public")
def test_every_address_answers_about_all_states(root, monkeypatch, media_folders):
    walk = check_lines(addresses_below(root), monkeypatch, all_states=True)
    print(f"\n\n{walk.number:,} requests below /{root} were answered as the tables say.")
