"""What the target of a link says: where it leads, and what kind of thing has that name."""

import re
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from ..html.sanitize import UNWANTED
from ..parts.headings import slug

# Where articles are on this site.
ARTICLES: Final = "/articles/"
# Between an article and its heading, where a link has no words of its own.
SEPARATOR: Final = " › "
ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2}")
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


class Local(NamedTuple):
    """A place on this site: `name` is a path as people write it, empty for the page itself.

    `behind` is the query and the fragment, as they stand in the address.
    """

    name: str
    behind: str = ""

    @property
    def fragment(self) -> str:
        return readable(self.behind.partition("#")[2])


def local(target: str) -> Local | None:
    """The parts of a link that stays on this site; None for one that leaves it."""
    if ELSEWHERE.match(target):
        return None
    end = min((target + "?").index("?"), (target + "#").index("#"))
    return Local(readable(target[:end]).strip(), target[end:])


def readable(target: str) -> str:
    """As people write it; what no text may hold does not enter by way of an encoding."""
    return UNWANTED.sub("", unquote(target))


def kind(name: str) -> str:
    """`picture`, `video`, `audio` or `file` by its ending, else nothing: it names an article."""
    stem, dot, ending = name.rpartition(".")
    return KINDS.get(ending.lower(), "") if stem and dot else ""


def encoded(address: str) -> str:
    """`address` with what is not ASCII percent-encoded, and nothing that was encoded before."""
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~")


def wiki_address(target: str) -> str:
    """What stands in `[[…]]` before the bar, as the address of an ordinary link."""
    name, _, headings = target.partition("#")
    heading = headings.rpartition("#")[2].strip()
    # A mark that begins with ^ names a paragraph, which has no address here.
    fragment = f"#{quote(slug(heading))}" if heading and heading[0] != "^" else ""
    return quote(name.strip().rstrip("\\")) + fragment
