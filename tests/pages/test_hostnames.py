"""Internationalized host names: allowed hosts, and absolute URLs in ASCII."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from blog import environment
from blog.hostnames import host_of_url, host_to_ascii
from tests.factories import make_article

ENCODED = "xn--9krq6q.xn--fiqs8s"
# As Chromium sends them.
NAMES = [
    ("博客.中国", ENCODED),
    ("博客。中国", ENCODED),
    ("部落格.台灣", "xn--0xv563d7vi.xn--kpry57d"),
    ("ＢＬＯＧ．Example", "blog.example"),
    ("Blog.Example", "blog.example"),
    ("ブログ.みんな", "xn--qckyd1c.xn--q9jyb4c"),
    ("블로그.한국", "xn--2i0b10rqve.xn--3e0b707e"),
    ("БЛОГ.рф", "xn--90aexm.xn--p1ai"),
    ("ΒΛΟΓΟΣ.gr", "xn--nxacxqby.gr"),
    ("straße.de", "xn--strae-oqa.de"),
    ("हिन्दी.भारत", "xn--j2bd4cyah0f.xn--h2brj9c"),
    ("مدونة.مصر", "xn--ogbl9dfj.xn--wgbh1c"),
    ("בלוג.ישראל", "xn--5dbci1a.xn--4dbrk0ce"),
    ("XN--9KRQ6Q.xn--fiqs8s", ENCODED),
    ("xn--i-7iq.ws", "xn--i-7iq.ws"),  # i❤
    ("my_box", "my_box"),
    ("127.0.0.1", "127.0.0.1"),
    ("[2001:DB8:0::1]", "[2001:db8::1]"),
]
NO_NAMES = [
    *("", ".", "博客..中国", "a..b", "-blog.example", "blog-.example", "-博.中国", "a b", "i❤.ws"),
    *("博\u202e客.中国", "a\u200db.com", "blog⁄path.com", "xn--.com", "xn--abc-.com", "256.1.1.1"),
    *("1.2.3", "[::1", "[1.2.3.4]", "字" * 64 + ".中国", ".".join(["a" * 60] * 5), "a/b", "a:b"),
]


@pytest.mark.parametrize(("typed", "sent"), NAMES)
def test_a_name_is_what_browsers_send(typed, sent):
    assert host_to_ascii(typed) == sent
    assert host_to_ascii(sent) == sent


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_no_name_is_refused(name):
    with pytest.raises(ValueError):  # noqa: PT011 - of any kind
        host_to_ascii(name)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("https://博客.中国/", f"https://{ENCODED}"),
        ("HTTPS://博客.中国:8443", f"https://{ENCODED}:8443"),
        (f"https://{ENCODED.upper()}:443", f"https://{ENCODED}"),
        ("http://博客。中国:80", f"http://{ENCODED}"),
        ("http://[2001:DB8::1]:8000", "http://[2001:db8::1]:8000"),
    ],
)
def test_the_address_of_a_site_is_what_browsers_send(monkeypatch, typed, sent):
    monkeypatch.setenv("LONGWAVE_TEST", typed)
    assert environment.read_origin("LONGWAVE_TEST") == sent
    assert environment.read_url("LONGWAVE_TEST", "https://api.example/purge").rstrip("/") == sent


@pytest.mark.parametrize(("address", "host"), [("https://[::1]:80", "[::1]"), ("http://A:1", "a")])
def test_the_host_of_an_address(address, host):
    assert host_of_url(address) == host


def test_a_service_is_told_of_changes_at_its_name_in_ascii(monkeypatch):
    monkeypatch.setenv("LONGWAVE_TEST", "https://接口.中国:8443/purge?zone=1")
    assert (
        environment.read_url("LONGWAVE_TEST", "https://api.example/purge")
        == "https://xn--6orp08a.xn--fiqs8s:8443/purge?zone=1"
    )


def test_further_names_of_all_below_them(monkeypatch):
    monkeypatch.setenv("LONGWAVE_TEST", f"博客.中国, .{ENCODED},.博客.中国,Blog.Example")
    hosts = [ENCODED, f".{ENCODED}", f".{ENCODED}", "blog.example"]
    assert environment.read_hosts("LONGWAVE_TEST") == hosts


@pytest.mark.parametrize("name", NO_NAMES[1:])
def test_a_wrong_name_stops_the_start_and_is_named(monkeypatch, name):
    for read, value in (
        (environment.read_hosts, name),
        (environment.read_origin, f"https://{name}"),
    ):
        monkeypatch.setenv("LONGWAVE_TEST", value)
        with pytest.raises(ImproperlyConfigured, match=r"^LONGWAVE_TEST=.*blog\.example"):
            read("LONGWAVE_TEST")


def settings_with(**variables):
    """Settings of another process with these environment variables."""
    program = (
        "import json, blog.settings as s;"
        "print(json.dumps([s.SITE_URL, s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS]))"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, env=os.environ | variables, cwd=site_settings.BASE, capture_output=True, check=True
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def given():
    return settings_with(LONGWAVE_URL="https://博客.中国", LONGWAVE_HOSTS="部落格.台灣")


@pytest.fixture
def site(given, settings):
    """The site at https://博客.中国."""
    settings.SITE_URL, settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS = given
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    return settings


def test_every_setting_has_the_name_as_browsers_send_it(given):
    address, hosts, origins = given
    assert address == f"https://{ENCODED}"
    assert {ENCODED, "xn--0xv563d7vi.xn--kpry57d"} <= {*hosts}
    assert origins == [address]
    _, hosts, _ = settings_with(LONGWAVE_URL="http://[2001:db8::1]:8000", LONGWAVE_HOSTS="")
    assert "[2001:db8::1]" in hosts


@pytest.mark.django_db
@pytest.mark.either_database
@pytest.mark.parametrize("host", [ENCODED, ENCODED.upper(), f"{ENCODED}:8443"])
def test_readers_are_answered(site, client, host):
    assert client.get("/", headers={"host": host}).status_code == 200
    assert len(client.tracker.generation.pages) == 1  # and it is cached


@pytest.mark.django_db
@pytest.mark.either_database
def test_other_names_are_not_answered(site, client):
    assert client.get("/", headers={"host": "xn--fiqs8s.example"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.either_database
@pytest.mark.parametrize(
    "path", ["/", "/articles/a/", "/feed.xml", "/sitemap.xml", "/opensearch.xml", "/robots.txt"]
)
def test_links_of_a_page_to_itself_are_in_ascii(site, client, path):
    make_article(slug="a", title="博客", body="正文")
    response = client.get(path, headers={"host": ENCODED, "x-forwarded-proto": "https"})
    assert response.status_code == 200
    text = b"".join(response).decode()
    assert f"https://{ENCODED}/" in text
    assert "博客.中国" not in text


@pytest.mark.django_db
@pytest.mark.either_database
@pytest.mark.parametrize(("origin", "status"), [(ENCODED, 302), ("other.example", 403)])
def test_forms_are_accepted_from_its_own_pages_alone(site, origin, status, author):
    author.is_staff = True
    author.set_password("correct horse")
    author.save()
    client = Client(enforce_csrf_checks=True)
    headers = {"host": ENCODED, "x-forwarded-proto": "https"}
    client.get("/desk/sign-in/", headers=headers)
    token = client.cookies["csrftoken"].value
    form = {"login": author.username, "password": "correct horse", "csrfmiddlewaretoken": token}
    headers |= {"origin": f"https://{origin}", "referer": f"https://{origin}/desk/sign-in/"}
    assert client.post("/desk/sign-in/", form, headers=headers).status_code == status
