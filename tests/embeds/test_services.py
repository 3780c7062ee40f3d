"""What the services answer, and answers that are refused."""

from io import BytesIO

import pytest
from PIL import Image

from articles.embeds import EmbedUnavailable, FetchedEmbed, Transport, fetch_embed, transport
from articles.embeds.service_answers import ASK
from rendering import find_embed
from rendering.links.embed_services import SERVICES
from tests.embeds.conftest import picture

ANSWERS = {
    "youtube:aaaaaaaaaaa": (
        "www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Daaaaaaaaaaa",
        {"title": "A  talk\n", "author_name": "Ada"},
        FetchedEmbed("A talk", "Ada"),
    ),
    "bilibili:BV1xx411c7mD": (
        "api.bilibili.com/x/web-interface/view?bvid=BV1xx411c7mD",
        {"code": 0, "data": {"title": "扩散模型", "owner": {"name": "晓云"}}},
        FetchedEmbed("扩散模型", "晓云"),
    ),
    "bilibili:av170001": (
        "api.bilibili.com/x/web-interface/view?aid=170001",
        {"code": 0, "data": {"title": "旧", "owner": {"name": "晓云"}, "pic": ""}},
        FetchedEmbed("旧", "晓云"),
    ),
    "gist:ada/0123456789abcdef": (
        "api.github.com/gists/0123456789abcdef",
        {"description": "", "owner": {"login": "ada"}, "files": {"a.py": {}}},
        FetchedEmbed("a.py", "ada"),
    ),
    "codepen:team/ada/abcDEF": (
        "codepen.io/api/oembed?format=json&url=https%3A%2F%2Fcodepen.io%2Fteam%2Fada%2Fpen%2FabcDEF",
        {"title": "A pen", "author_name": "Ada"},
        FetchedEmbed("A pen", "Ada"),
    ),
    "arxiv:2006.11239": (
        "api.datacite.org/dois/10.48550%2FarXiv.2006.11239",
        {
            "data": {
                "attributes": {
                    "titles": [{"title": "Denoising"}],
                    "creators": [
                        {"name": "Ho, Jonathan", "givenName": "Jonathan", "familyName": "Ho"},
                        {"name": "A Group"},
                    ],
                }
            }
        },
        FetchedEmbed("Denoising", "Jonathan Ho, A Group"),
    ),
    "doi:10.1000/a(b)": (
        "api.crossref.org/works/10.1000%2Fa%28b%29",
        {
            "message": {
                "title": ["On <i>x</i> &amp; y"],
                "author": [{"given": f"A{n}", "family": "B"} for n in range(4)],
            }
        },
        FetchedEmbed("On x & y", "A0 B, A1 B, A2 B …"),
    ),
}


@pytest.mark.parametrize("key", ANSWERS)
def test_title_and_author_of_each_service(services, transport, key):
    address, body, expected = ANSWERS[key]
    services.answer(address, body)
    assert fetch_embed(key, transport) == expected


def test_every_service_can_be_asked():
    assert ASK.keys() == SERVICES.keys()


def test_doi_that_crossref_does_not_know_is_looked_up_at_datacite(services, transport):
    services.answer(
        "api.datacite.org/dois/10.5281%2Fzenodo.1",
        {"data": {"attributes": {"titles": [{"title": "Data"}]}}},
    )
    key = find_embed("https://doi.org/10.5281/zenodo.1").key
    assert fetch_embed(key, transport).title == "Data"


# Pictures


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_picture_is_written_anew_in_one_size(services, transport, kind):
    services.answer_for_video(thumbnail_url="http://i.ytimg.com/vi/a/hq.jpg")
    services.answer("i.ytimg.com/vi/a/hq.jpg", picture(kind=kind))
    found = fetch_embed("youtube:aaaaaaaaaaa", transport).picture
    with Image.open(BytesIO(found)) as image:
        assert (image.format, image.size) == ("WEBP", (480, 270))


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/a.jpg",
        "https://evil.example/a.jpg",
        "https://i.ytimg.com:8080/a.jpg",
        "https://ada@i.ytimg.com/a.jpg",
        "file:///etc/passwd",
        "//i.ytimg.com/a.jpg",
    ],
)
def test_picture_of_another_host_is_not_asked_for(services, transport, address):
    services.answer_for_video(thumbnail_url=address)
    assert fetch_embed("youtube:aaaaaaaaaaa", transport).picture == b""
    assert len(services.asked) == 1


UNREADABLE = {
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "empty": lambda: b"",
    "cut off": lambda: picture()[:400],
    "too many pixels": lambda: picture((9000, 4000), "PNG"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_card_has_its_title_if_the_picture_cannot_be_read(services, transport, name):
    services.answer_for_video(thumbnail_url="https://i.ytimg.com/a.jpg")
    services.answer("i.ytimg.com/a.jpg", UNREADABLE[name]())
    assert fetch_embed("youtube:aaaaaaaaaaa", transport) == FetchedEmbed("A talk", "Ada")


# Refusals


def test_redirects_are_not_followed(services, transport):
    services.answer(ANSWERS["gist:ada/0123456789abcdef"][0], b"", 302, Location=services.base)
    with pytest.raises(EmbedUnavailable, match="status 302"):
        fetch_embed("gist:ada/0123456789abcdef", transport)
    assert len(services.asked) == 1


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b"{}", b'{"title": ""}', b"\xff", {"title": "x" * 2**21}]
)
def test_other_answers_are_refused(services, transport, body):
    services.answer(ANSWERS["youtube:aaaaaaaaaaa"][0], body)
    with pytest.raises(EmbedUnavailable):
        fetch_embed("youtube:aaaaaaaaaaa", transport)


def test_message_of_the_service_is_for_the_author(services, transport):
    services.answer(ANSWERS["bilibili:av170001"][0], {"code": -404, "message": "啥都木有"})
    with pytest.raises(EmbedUnavailable, match="啥都木有"):
        fetch_embed("bilibili:av170001", transport)


def test_host_that_does_not_answer_is_named(services):
    with pytest.raises(EmbedUnavailable, match=r"api\.github\.com did not answer"):
        fetch_embed("gist:ada/0123456789abcdef", Transport("http://127.0.0.1:1"))


def test_answer_that_takes_too_long_is_given_up(services, transport_module, transport):
    services.answer_for_video()
    with pytest.raises(EmbedUnavailable, match="too long"):
        fetch_embed("youtube:aaaaaaaaaaa", transport)


@pytest.fixture
def transport_module(monkeypatch):
    """With a clock on which each reading is a minute later than the one before."""
    minutes = iter(range(0, 6000, 60))
    monkeypatch.setattr(transport, "monotonic", lambda: next(minutes))


def test_long_and_invisible_text_is_cut(services, transport):
    services.answer_for_video(title="\u202ea\0b" + "c" * 400)
    title = fetch_embed("youtube:aaaaaaaaaaa", transport).title
    assert title.startswith("a bccc")
    assert len(title) == 300
