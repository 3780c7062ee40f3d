"""Files of other sites: what is fetched, and what is refused, with limits on all of it."""

import ssl
from io import BytesIO
from ipaddress import ip_address

import httpcore
import pytest

from media.inspection import RefusedFile
from media.remote import FetchLimits, fetch, web_address
from media.remote.fetching import refusal_of
from media.remote.web_addresses import WebAddress
from tests.remote_site import LOOPBACK, STOPS, zipped

pytestmark = pytest.mark.either_database
SHORT = FetchLimits(bytes=1000, seconds=0.4, pause=0.2)


def fetched(site, address, limits=None, **policy):
    file = BytesIO()
    found = fetch(address, file, limits, site.destinations(**policy))
    assert found.bytes == len(file.getvalue())
    return found.name, file.getvalue()


def code_of(site, address, limits=None, **policy):
    with pytest.raises(RefusedFile) as refused:
        fetch(address, BytesIO(), limits, site.destinations(**policy))
    return refused.value.code


def test_a_file_comes_with_its_name(site):
    address = site.answer("/a/%E5%9B%BE%201.png?x=%7C", b"picture")
    assert fetched(site, address) == ("图 1.png", b"picture")
    assert site.asked == [(f"site.example:{site.port}", "/a/%E5%9B%BE%201.png?x=%7C")]


def test_chinese_addresses_are_encoded(site):
    site.answer("/%E5%9B%BE.png?w=%E5%AE%BD&h=1", b"picture")
    assert fetched(site, site.url("/图.png?w=宽&h=1", "例子.中国"))[0] == "图.png"
    assert site.asked[0][0].startswith("xn--fsqu00a.xn--fiqs8s")


def test_redirects_are_followed_five_times(site):
    for number in range(5):
        site.redirect(f"/{number}", f"/{number + 1}")
    site.answer("/5", b"picture")
    assert fetched(site, site.url("/0")) == ("0", b"picture")
    site.redirect("/5", "/6")
    assert code_of(site, site.url("/0")) == "remote-redirects"


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://127.0.0.1:{port}/secret", "remote-private"),
        ("//[::ffff:127.0.0.1]:{port}/secret", "remote-private"),
        ("http://site.example:22/", "remote-port"),
        ("http://a:b@site.example:{port}/secret", "remote-credentials"),
        ("file:///etc/passwd", "remote-address"),
        ("gopher://site.example/", "remote-address"),
        ("http://[::1", "remote-address"),
    ],
)
def test_a_redirect_is_checked_like_an_address(site, location, code):
    address = site.redirect("/start", location.format(port=site.port))
    outside = ip_address("8.8.8.8")
    hosts = {"site.example": LOOPBACK}
    policy = {
        "resolve": lambda host, _port: [hosts.get(host) or ip_address(host)],
        "allows": lambda address: address in (LOOPBACK, outside) and not site.asked,
    }
    assert code_of(site, address, **policy) == code
    assert [path for _host, path in site.asked] == ["/start"]


def test_a_name_is_resolved_once_and_connected_to_what_was_checked(site):
    """DNS rebinding: the second answer would be a private address."""
    answers = [[LOOPBACK], [ip_address("10.0.0.1")]]
    address = site.answer("/a.png", b"picture")
    assert fetched(site, address, resolve=lambda _host, _port: answers.pop(0))[1] == b"picture"
    assert len(answers) == 1


def test_the_next_address_is_tried_if_one_does_not_answer(site):
    both = [ip_address("::1"), LOOPBACK]
    address = site.answer("/a.png", b"picture")
    assert fetched(site, address, resolve=lambda _host, _port: both)[1] == b"picture"


def test_proxies_of_the_environment_are_not_asked(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetched(site, site.answer("/a.png", b"picture"))[1] == b"picture"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"x" * 1001, {}),
        (b"x", {"Content_Length": 10**12}),
        (zipped(b"x" * 10**6), {"Content_Encoding": "gzip"}),
    ],
    ids=["while read", "announced", "unpacked"],
)
def test_what_is_longer_than_the_limit_is_refused(site, body, headers):
    limits = FetchLimits(bytes=1000)
    assert code_of(site, site.answer("/a", body, **headers), limits) == "remote-too-long"


def test_compressed_answers_are_read(site):
    text = bytes(range(256)) * 1000
    address = site.answer("/a", zipped(text), Content_Encoding="gzip")
    assert fetched(site, address)[1] == text


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"no gzip", {"Content_Encoding": "gzip"}),
        (zipped(b"x" * 5000)[:-9], {"Content_Encoding": "gzip"}),
        (b"x", {"Content_Encoding": "br"}),
        (b"x", {"Content_Length": "many"}),
    ],
    ids=["no gzip", "half of gzip", "brotli", "no number"],
)
def test_answers_that_cannot_be_read_are_refused(site, body, headers):
    assert code_of(site, site.answer("/a", body, **headers)) == "remote-answer"


def test_an_answer_that_stops_is_not_waited_for(site):
    address = site.answer("/a", b"x" * 10, Content_Length=STOPS)
    assert code_of(site, address, SHORT) == "remote-slow"


@pytest.mark.parametrize("status", [403, 404, 500, 206])
def test_other_answers_than_the_file_are_refused(site, status):
    assert code_of(site, site.answer("/a", b"x", status)) == "remote-status"


def test_what_nobody_listens_to_cannot_be_reached(site):
    address = f"http://site.example:{site.port}"
    nobody = ip_address("127.0.0.2")
    refused = code_of(site, address, resolve=lambda _host, _port: [nobody])
    assert refused == "remote-unreachable"


def test_what_speaks_no_tls_cannot_be_reached(site):
    address = site.url("/a").replace("http:", "https:")
    assert code_of(site, address) == "remote-unreachable"


def test_a_certificate_that_is_not_valid_is_named():
    error = httpcore.ConnectError()
    error.__context__ = ssl.SSLCertVerificationError()
    assert refusal_of(error, "site.example").code == "remote-certificate"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "remote-address"),
        ("/uploads/a.png", "remote-address"),
        ("https://", "remote-address"),
        ("https:///a.png", "remote-address"),
        ("http://site.example:99999/", "remote-address"),
        ("http://exa mple/", "remote-address"),
        ("http://a..例子/", "remote-address"),
        ("https://user@site.example/", "remote-credentials"),
        ("https://:secret@site.example/", "remote-credentials"),
    ],
)
def test_what_is_no_address_of_a_file_is_refused(site, address, code):
    assert code_of(site, address) == code
    assert site.asked == []


def test_an_address_that_is_too_long_is_refused(site):
    assert code_of(site, site.url(f"/{'x' * 2000}")) == "remote-address"


def test_targets_of_texts_are_addresses_of_the_web_or_not():
    assert web_address("//site.example/a.png") == "https://site.example/a.png"
    assert web_address(" HTTP://site.example/a.png ") == "HTTP://site.example/a.png"
    assert web_address("data:image/png;base64,x") == web_address("a.png") == ""
    assert WebAddress.of("https://[2400:3200::1]/").url == "https://[2400:3200::1]/"
