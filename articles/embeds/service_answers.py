"""The requests to each service, and what their answers say."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

from articles.embeds.thumbnails import thumbnail
from articles.embeds.transport import EmbedUnavailable, Transport
from rendering import message

MAX_ANSWER, MAX_PICTURE = 2**20, 8 * 2**20  # bytes
LONGEST = 300  # characters of a title
MAX_AUTHORS = 3
TAG = re.compile(r"<[^<>]*>")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class FetchedEmbed:
    """`picture` is a WebP of thumbnails.WIDTH × HEIGHT pixels; b"" if there is none."""

    title: str
    author: str = ""
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    title: Any
    author: Any = ""
    picture_address: Any = ""


def fetch_embed(key: str, transport: Transport) -> FetchedEmbed:
    """Ask the service for the page with this key. Raises EmbedUnavailable."""
    service, _colon, identifier = key.partition(":")
    try:
        answer = ASK[service](transport, identifier)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise EmbedUnavailable(message("service-not-understood")) from error
    if not (title := plain(answer.title)):
        raise EmbedUnavailable(message("service-names-no-title"))
    return FetchedEmbed(title, plain(answer.author), fetch_picture(answer, transport))


def fetch_picture(answer: ServiceAnswer, transport: Transport) -> bytes:
    """b"" if there is none, or it cannot be fetched: the card has its title nevertheless."""
    address = str(answer.picture_address or "").replace("http://", "https://", 1)
    if not address:
        return b""
    try:
        return thumbnail(transport.get(address, MAX_PICTURE))
    except (EmbedUnavailable, ValueError):
        return b""


def plain(text: Any) -> str:
    """One line of plain text: papers have titles with HTML."""
    words = unescape(TAG.sub("", str(text or "")))
    line = " ".join(CONTROL.sub(" ", words).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def get_json(transport: Transport, address: str) -> Any:
    return json.loads(transport.get(address, MAX_ANSWER))


def oembed(transport: Transport, endpoint: str, page: str) -> ServiceAnswer:
    query = urlencode({"format": "json", "url": page})
    found = get_json(transport, f"{endpoint}?{query}")
    return ServiceAnswer(found["title"], found.get("author_name"), found.get("thumbnail_url"))


def ask_youtube(transport: Transport, video: str) -> ServiceAnswer:
    page = f"https://www.youtube.com/watch?v={video}"
    return oembed(transport, "https://www.youtube.com/oembed", page)


def ask_codepen(transport: Transport, pen: str) -> ServiceAnswer:
    owner, _slash, name = pen.rpartition("/")
    page = f"https://codepen.io/{owner}/pen/{name}"
    return oembed(transport, "https://codepen.io/api/oembed", page)


def ask_bilibili(transport: Transport, video: str) -> ServiceAnswer:
    number = {"aid": video[2:]} if video[:2].lower() == "av" else {"bvid": video}
    address = f"https://api.bilibili.com/x/web-interface/view?{urlencode(number)}"
    found = get_json(transport, address)
    if found["code"] != 0:
        raise EmbedUnavailable(message("service-says", words=plain(found.get("message"))))
    data = found["data"]
    return ServiceAnswer(data["title"], data["owner"]["name"], data.get("pic"))


def ask_github(transport: Transport, gist: str) -> ServiceAnswer:
    address = f"https://api.github.com/gists/{quote(gist.rpartition('/')[2])}"
    found = get_json(transport, address)
    title = found.get("description") or next(iter(found["files"]), "")
    return ServiceAnswer(title, (found.get("owner") or {}).get("login"))


def ask_crossref(transport: Transport, doi: str) -> ServiceAnswer:
    found = get_json(transport, f"https://api.crossref.org/works/{quote(doi, safe='')}")
    paper = found["message"]
    names = (full_name(each, "given", "family") for each in paper.get("author", []))
    return ServiceAnswer(paper["title"][0], listed(names))


def ask_datacite(transport: Transport, doi: str) -> ServiceAnswer:
    found = get_json(transport, f"https://api.datacite.org/dois/{quote(doi, safe='')}")
    paper = found["data"]["attributes"]
    names = (full_name(each, "givenName", "familyName") for each in paper.get("creators", []))
    return ServiceAnswer(paper["titles"][0]["title"], listed(names))


def ask_for_doi(transport: Transport, doi: str) -> ServiceAnswer:
    """Two agencies register most papers: publishers' at Crossref, others at DataCite."""
    try:
        return ask_crossref(transport, doi)
    except EmbedUnavailable:
        return ask_datacite(transport, doi)


def ask_for_arxiv(transport: Transport, paper: str) -> ServiceAnswer:
    return ask_datacite(transport, f"10.48550/arXiv.{paper}")


def full_name(person: dict[str, str], given: str, family: str) -> str:
    names = [person[name] for name in (given, family) if person.get(name)]
    return " ".join(names) or str(person.get("name", ""))


def listed(names: Iterable[str]) -> str:
    found = [name for name in names if name]
    return ", ".join(found[:MAX_AUTHORS]) + (" …" if len(found) > MAX_AUTHORS else "")


ASK: dict[str, Callable[[Transport, str], ServiceAnswer]] = {
    "youtube": ask_youtube,
    "bilibili": ask_bilibili,
    "gist": ask_github,
    "codepen": ask_codepen,
    "arxiv": ask_for_arxiv,
    "doi": ask_for_doi,
}
