"""Parses link targets: local or not, article or file, address or wiki name."""

import re
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from ..html.sanitize import UNWANTED
from ..parts.headings import heading_slug

# The path of articles on this site.
ARTICLES: Final = "/articles/"
# The path of uploaded files by their tokens.
FILES: Final = "/files/"
# Stands between the title of an article and of its heading in a link without text.
SEPARATOR: Final = " › "
OTHER_SITE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2}")
KINDS: Final = {
    **dict.fromkeys(
        ("png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp", "ico", "apng"), "picture"
    ),
    **dict.fromkeys(("mp4", "webm", "mov", "ogv", "m4v"), "video"),
    **dict.fromkeys(("mp3", "m4a", "ogg", "oga", "wav", "flac", "opus"), "audio"),
    **dict.fromkeys(
        (
            *("pdf", "zip", "gz", "tar", "7z", "docx", "pptx", "xlsx", "doc", "ppt", "xls", "epub"),
            *("txt", "csv", "tsv", "json", "jsonl", "py", "ipynb", "tex", "bib", "yaml", "yml"),
        ),
        "file",
    ),
}


class LocalTarget(NamedTuple):
    """A place on this site: `name` is a decoded path, "" for the page itself.

    `behind` is the query and the fragment, as in the address.
    """

    name: str
    behind: str = ""

    @property
    def fragment(self) -> str:
        return decoded_target(self.behind.partition("#")[2])


def local_target(target: str) -> LocalTarget | None:
    """The parts of a target on this site; None for a target on another site."""
    if OTHER_SITE.match(target):
        return None
    end = min((target + "?").index("?"), (target + "#").index("#"))
    return LocalTarget(decoded_target(target[:end]).strip(), target[end:])


def decoded_target(target: str) -> str:
    """The target percent-decoded, without control characters that the encoding may hide."""
    return UNWANTED.sub("", unquote(target))


def file_kind(name: str) -> str:
    """`picture`, `video`, `audio` or `file` by the file extension; "" if it names an article."""
    stem, dot, ending = name.rpartition(".")
    return KINDS.get(ending.lower(), "") if stem and dot else ""


def encoded_address(address: str) -> str:
    """Percent-encode non-ASCII characters of `address`; existing encodings stay."""
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~")


def wiki_address(target: str) -> str:
    """The address for the target of a wiki link `[[…]]`."""
    name, _, headings = target.partition("#")
    heading = headings.rpartition("#")[2].strip().rstrip("\\")
    # A fragment that begins with ^ is the id of a block.
    place = heading if heading.startswith("^") else heading and heading_slug(heading)
    return quote(name.strip().rstrip("\\")) + (f"#{quote(place)}" if place else "")
