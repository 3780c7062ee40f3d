"""Size and number of stylesheets."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SHEET = Path(settings.BASE) / "static/css/longwave.css"
LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')


def test_the_stylesheet_stays_small():
    assert SHEET.stat().st_size <= 64_512


@pytest.mark.parametrize("address", ["/", "/articles/math/", "/archive/", "/search/", "/nothing/"])
def test_a_page_has_one_stylesheet(client, address):
    make_article(title="Math", slug="math", body="$x^2$")
    links = LINK.findall(client.get(address).content.decode())
    assert len(links) == 1
    assert links[0].startswith("/static/css/longwave")
