"""The Content-Security-Policy allows the other sites of the settings, on public pages only."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import SiteSettings
from tests.factories import make_article, make_preview_link, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
GISCUS = "https://giscus.app scripts styles frames\nhttps://stats.blog.example:8443/ connections"


def directives(response):
    pairs = (part.split() for part in response["Content-Security-Policy"].split("; "))
    return {name: sources for name, *sources in pairs}


def allow(text):
    site = SiteSettings.current()
    site.other_sites = text
    site.full_clean()
    site.save()


def test_no_other_site_is_allowed_by_default(client):
    found = directives(client.get("/"))
    assert "frame-src" not in found
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == found["connect-src"] == ["'self'"]


@pytest.mark.parametrize("path", ["/", "/articles/a/", "/search/", "/nothing/"])
def test_public_pages_allow_the_sites_of_the_settings(client, path):
    make_article(slug="a")
    allow(GISCUS)
    found = directives(client.get(path))
    assert found["script-src"] == ["'self'", "https://giscus.app"]
    assert found["style-src"] == ["'self'", "https://giscus.app"]
    assert found["frame-src"] == ["https://giscus.app"]
    assert found["connect-src"] == ["'self'", "https://stats.blog.example:8443"]
    assert found["img-src"] == ["'self'", "data:"]
    assert found["frame-ancestors"] == ["'none'"]


def test_admin_desk_sign_in_previews_and_feeds_never_allow_them(client):
    draft = make_article(status="draft")
    allow(GISCUS)
    for path in ("/desk/sign-in/", make_preview_link(draft), "/feed.xml", "/uploads/x.svg"):
        assert "giscus" not in client.get(path)["Content-Security-Policy"], path
    client.force_login(make_user("root", is_superuser=True))
    for path in ("/admin/", "/admin/articles/sitesettings/1/change/", "/desk/"):
        response = client.get(path)
        assert response.status_code == 200
        assert "giscus" not in response["Content-Security-Policy"]


@pytest.mark.django_db(transaction=True)
def test_a_change_of_the_sites_changes_the_next_response(client):
    before = client.get("/")
    allow(GISCUS)
    after = client.get("/", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "giscus" in after["Content-Security-Policy"]
    again = client.get("/", headers={"if-none-match": after["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "line",
    [
        "http://giscus.app scripts",
        "giscus.app scripts",
        "https: scripts",
        "https://* scripts",
        "https://*.example.com scripts",
        "'unsafe-inline' scripts",
        "https://a.example; scripts",
        "https://a.example;script-src scripts",
        "https://a.example/path.js scripts",
        "https://a.example,https://b.example scripts",
        "https://user@a.example scripts",
        "https://a.example?x scripts",
        "https://a..example scripts",
        "https://localhost scripts",
        "https://a.example",
        "https://a.example unsafe-inline",
        "data: images",
        "\n".join(f"https://a{n}.example images" for n in range(31)),
    ],
)
def test_other_lines_are_refused(line):
    with pytest.raises(ValidationError) as refused:
        allow(line)
    assert list(refused.value.message_dict) == ["other_sites"]


def test_lines_that_were_stored_without_validation_have_no_effect(client):
    SiteSettings(other_sites="https://a.example; scripts\nhttps://b.example scripts").save()
    assert directives(client.get("/"))["script-src"] == ["'self'", "https://b.example"]


def test_international_host_names_are_sent_in_ascii(client):
    allow("https://博客.中国 Images")
    assert directives(client.get("/"))["img-src"][-1] == "https://xn--9krq6q.xn--fiqs8s"
