"""No text that an author or a visitor controls runs as a script, wherever it is shown.

tests/access/ looks at the desk and the admin. `make torture` opens all these pages
in a browser, with many attacks.
"""

import pytest
from django.test import Client

from tests.attacks.hostile_site import dangers, make_hostile_site, public_addresses
from tests.each import check_each

pytestmark = [pytest.mark.django_db, pytest.mark.either_database, pytest.mark.slow]


def test_no_text_runs_on_a_public_address(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path / "var", tmp_path / "var" / "uploads"
    (tmp_path / "import").mkdir()
    addresses = public_addresses(make_hostile_site(tmp_path / "import"))
    reader, seen = Client(raise_request_exception=False), []

    def check(address):
        response = reader.get(address)
        seen.append(response.status_code)
        assert response.status_code < 500
        assert dangers(response) == []

    check_each(addresses, check)
    assert seen.count(200) > 22
