"""Headers of what readers ask for, and /.well-known/security.txt.

tests/accounts/test_roles.py looks at those of the desk and of the admin.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.urls import urlpatterns
from tests.each import check_each
from tests.factories import make_article, make_preview_link, make_topic
from tests.headers import header_faults

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SECURITY = "/.well-known/security.txt"


def plain_addresses():
    """Those of the public site without parameters."""
    found = [f"/{each.pattern}" for each in urlpatterns if not each.pattern.converters]
    assert len(found) >= 25
    return found


def test_every_public_answer_has_the_headers_and_only_reads(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    default_storage.save("a.svg", ContentFile(b"<svg/>"))
    article = make_article(slug="a", category=make_topic("NLP"), status="published")
    draft = make_article(status="draft")
    paths = [*plain_addresses(), "/articles/a/", "/articles/a.md", "/articles/a.epub"]
    paths += [
        "/uploads/a.svg",
        "/uploads/none",
        "/nothing/",
        "/articles/a",
        "/?q=%00",
        "/files/x/y",
    ]
    paths += [make_preview_link(draft), "/preview/none/", f"/formulas/{article.pk}/{'0' * 16}.svg"]

    def check(path):
        assert list(header_faults(client.get(path))) == []
        assert list(header_faults(client.post(path))) == []
        if path != "/preferences/":  # the only one that changes something: a cookie
            changing = {client.generic(m, path).status_code for m in ("POST", "PUT", "DELETE")}
            assert changing <= {301, 400, 404, 405}

    check_each(paths, check)


def test_security_txt_names_the_contact_and_stays_valid(client, settings, monkeypatch):
    assert client.get(SECURITY).status_code == 404
    settings.SECURITY_CONTACTS = ["mailto:ada@blog.example", "https://blog.example/holes"]
    settings.SITE_URL = "https://blog.example"
    for day in (datetime(2026, 2, 28, 23, 59, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)):
        monkeypatch.setattr(timezone, "now", lambda day=day: day)
        response = client.get(SECURITY)
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        fields = dict(line.split(": ", 1) for line in response.text.splitlines()[1:])
        expires = datetime.fromisoformat(fields.pop("Expires"))
        assert timedelta(days=150) < expires - day < timedelta(days=365)
        assert response.text.startswith(
            "Contact: mailto:ada@blog.example\nContact: https://blog.ex"
        )
        assert fields["Canonical"] == f"https://blog.example{SECURITY}"
        assert fields["Preferred-Languages"] == settings.LANGUAGE_CODE[:2]
