"""Pages of authors: their own to edit, for readers as far as they show their name."""

import json
import re
from importlib import import_module
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.audit.entries import AuditEntry
from articles.metadata.share_image import card_of
from articles.models import Redirect, SiteSettings, User
from articles.models.cover_field import cover_of
from articles.profile_links import profile_links, validate_links
from media.models import FileUse
from static_site.public_addresses import public_feeds
from tests.each import check_each
from tests.factories import make_article, make_preview_link, make_user
from tests.media.factories import make_file
from tests.media.samples import picture
from transfer.export.export_options import ExportOptions
from transfer.export.list_files import NAMES_OF_AUTHORS, PROFILE_OF_AUTHORS, author_rows
from transfer.restoring.restored_site import create_author

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PROFILE, NAME = "/desk/account/profile/", "林徽因"
FEEDS = ("/feed.xml", "/rss.xml", "/feed.json")
LINKS = "https://github.com/lin\nMail mailto:lin@mail.example"


@pytest.fixture
def writer():
    SiteSettings(title="长波").save()
    return make_user(
        "login-of-lin", display_name=NAME, slug="", bio="写 $x^2$ 与**图**", links=LINKS
    )


def json_ld(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])


def test_readers_find_the_author(client, writer):
    file = make_file(owner=writer)
    writer.picture = cover_of(file)
    writer.save()
    assert FileUse.objects.filter(kind="author", object_id=writer.pk, file=file).exists()
    article = make_article(author=writer)
    address = writer.get_absolute_url()
    assert address == "/authors/lin-hui-yin/"
    page = client.get(address).text
    assert "<strong>图</strong>" in page
    assert "<math" in page
    assert '<a rel="me" href="https://github.com/lin">github.com/lin</a>' in page
    assert '<a rel="me" href="mailto:lin@mail.example">Mail</a>' in page
    assert file.content.url in page
    person = json_ld(page)["mainEntity"]
    assert (person["name"], person["sameAs"]) == (NAME, ["https://github.com/lin"])
    assert person["image"] == f"http://testserver{file.content.url}"
    absolute = f"http://testserver{address}"
    posting = json_ld(client.get(article.get_absolute_url()).text)["@graph"][0]
    assert posting["author"] == {
        "@type": "Person",
        "name": NAME,
        "url": absolute,
        "sameAs": ["https://github.com/lin"],
    }
    assert f"<uri>{absolute}</uri>" in client.get("/feed.xml").text
    assert client.get("/feed.json").json()["items"][0]["authors"] == [
        {"name": NAME, "url": absolute}
    ]
    for name in (address, f"{address}feed.xml"):
        assert NAME in client.get(name).text
    assert absolute in client.get("/sitemap-authors.xml").text
    assert f"{address}feed.xml" in {each.path for each in public_feeds()}


def test_a_hidden_name_stands_nowhere_for_readers(client, writer):
    writer.shows_name = False
    writer.save()
    article = make_article(slug="signal", title="signal", author=writer)
    pages = (article.get_absolute_url(), "/articles/signal.md", make_preview_link(article), "/")
    more = ("/archive/", "/search/?q=signal", "/sitemap-authors.xml", "/articles/signal.epub")
    hidden = (NAME, "lin-hui-yin", writer.username, "github.com/lin")

    def check(address):
        response = client.get(address)
        assert response.status_code == 200
        content = response.getvalue()
        if address.endswith(".epub"):
            book = ZipFile(BytesIO(content))
            content = b"".join(map(book.read, book.namelist()))
        assert [word for word in hidden if word in content.decode(errors="replace")] == []

    check_each([*pages, *more, *FEEDS], check)
    for name in ("", "feed.xml"):
        assert client.get(f"/authors/lin-hui-yin/{name}").status_code == 404
    assert NAME not in str(card_of(article, SiteSettings.current()))
    assert not [each for each in public_feeds() if each.path.startswith("/authors/")]


def test_a_former_address_redirects_and_does_not_give_a_hidden_name_away(client, writer):
    make_article(author=writer)
    client.force_login(writer)
    sent = {"display_name": NAME, "shows_name": "on", "slug": "林徽因", "bio": "", "links": ""}
    client.post(PROFILE, {**sent, "picture": ""})
    moved = client.get("/authors/lin-hui-yin/rss.xml")
    assert (moved.status_code, moved["Location"]) == (
        301,
        "/authors/%E6%9E%97%E5%BE%BD%E5%9B%A0/rss.xml",
    )
    assert NAME in client.get("/authors/林徽因/").text
    client.post(PROFILE, {key: value for key, value in sent.items() if key != "shows_name"})
    assert client.get("/authors/lin-hui-yin/").status_code == 404
    told = AuditEntry.objects.filter(action="person-changed", actor=writer).order_by("pk")
    assert [each.details["fields"] for each in told] == [["bio", "links", "slug"], ["shows_name"]]


def test_a_profile_is_refused_with_a_reason_and_nothing_is_lost(writer):
    other = make_user("ada")
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(writer)
    sent = {"display_name": "Lin", "shows_name": "on", "slug": "", "bio": "text", "links": ""}
    theirs = cover_of(make_file("secret.png", owner=other))

    def check(values, reason):
        page = browser.post(PROFILE, {**sent, **values}).text
        assert reason in page
        assert ">text</textarea>" in page.replace(">\ntext", ">text")
        assert User.objects.get(pk=writer.pk).display_name == NAME

    check_each(
        [
            ({"slug": other.slug}, "Another one has this address already"),
            ({"slug": "a b"}, "cannot be an address"),
            ({"links": "javascript:alert(1)"}, "is no address: begin it with https://"),
            ({"picture": theirs}, "No picture in the library has this address"),
            ({"upload": BytesIO(b"no picture")}, "must be a picture"),
        ],
        check,
    )
    assert browser.post(PROFILE, {**sent, "upload": BytesIO(picture("png"))}).status_code == 302
    assert str(User.objects.get(pk=writer.pk).picture).startswith("/files/")
    contributor = make_user("guest", group="contributors")
    browser.force_login(contributor)
    assert 'name="upload"' not in browser.get(PROFILE).text


def test_links_are_safe_addresses():
    unsafe = ("javascript:alert(1)", "data:text/html,x", "//other.example", "ftp://a", "https://[")
    for line in (*unsafe, "github.com/lin", "\n".join(["https://a.example"] * 21)):
        with pytest.raises(ValidationError):
            validate_links(line)
    assert profile_links("\n".join(unsafe)) == []


@pytest.mark.asks_a_database
def test_the_update_keeps_addresses(writer):
    make_user("nameless", display_name="", slug="")
    User.objects.update(slug="")
    migration = import_module("articles.migrations.0034_author_pages")
    migration.keep_addresses(apps, None)
    assert dict(User.objects.values_list("username", "slug")) == {
        "login-of-lin": "login-of-lin",
        "nameless": "",
    }
    assert not Redirect.objects.exists()


def test_an_export_keeps_profiles_and_who_is_hidden(writer):
    writer.shows_name, writer.picture = False, "/files/token/me.png"
    writer.save()
    names = (*NAMES_OF_AUTHORS, *PROFILE_OF_AUTHORS)
    before = User.objects.filter(pk=writer.pk).values(*names).get()
    (row,) = author_rows(ExportOptions())
    writer.delete()
    taken = make_user("other", slug=before["slug"])
    create_author(row)
    found = User.objects.filter(username=writer.username).values(*names).get()
    assert found == {**before, "slug": f"{before['slug']}-2"}
    assert taken.slug == before["slug"]
