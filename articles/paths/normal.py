"""The normal form of an old address: equal for all its spellings, so that it can be looked up.

`https://old.example//2020/%E6%96%87.html?b=2&a=1#top` becomes `/2020/文.html?a=1&b=2`.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import parse_qsl, quote, unquote_to_bytes

LONGEST = 500  # characters of a normal address
MOST_PARAMETERS = 3  # of one that is stored
MOST_COMBINED = 6  # parameters of a request that are tried in combinations
NAMELESS = "="  # the name of a parameter without a value, as in /read.php?tid-12
SITE = re.compile(r"(?:https?:)?//[^/?#]+(?=[/?#]|$)", re.IGNORECASE)
CONTROL = re.compile("[\x00-\x1f\x7f]")
SLASHES = re.compile("/{2,}")
INDEX_FILE = re.compile(r"/index\.(?:html?|php)$", re.IGNORECASE)
NO_UTF8 = re.compile(rb"%[89A-F][0-9A-F]", re.IGNORECASE)
ASCII_SIGNS = "!$&'()*+,/:;=?@[]~%"
# What would be read as something else when the normal form is read again.
PATH_SIGNS = str.maketrans({"%": "%25", "?": "%3F", "#": "%23"})
QUERY_SIGNS = PATH_SIGNS | str.maketrans({"&": "%26", "+": "%2B", ";": "%3B", "=": "%3D"})

Pairs = tuple[tuple[str, str], ...]


class OldAddress(NamedTuple):
    """A normal path, and the parameters of its query, sorted."""

    path: str
    pairs: Pairs = ()

    def __str__(self) -> str:
        return self.path + (f"?{'&'.join(map(written_pair, self.pairs))}" if self.pairs else "")

    @property
    def parameters(self) -> str:
        """The names of its parameters in one text; '' if it has no query."""
        return "&".join(parameter_name(pair).translate(PATH_SIGNS) for pair in self.pairs)


def read_address(text: str) -> OldAddress:
    """Read a path or an absolute URL as people and other systems write them."""
    text = text.strip()
    if text.lower().startswith(("http://", "https://")):
        text = SITE.sub("", text, count=1)
    path, _, query = text.partition("#")[0].partition("?")
    return OldAddress(normal_path(unquote_to_bytes(path)), read_pairs(query.encode()))


def normal_path(path: bytes) -> str:
    """The normal form of a path whose percent-encoding is decoded already."""
    text = SLASHES.sub("/", f"/{text_of_bytes(path)}")
    text = INDEX_FILE.sub("/", text).rstrip("/") or "/"
    return text.translate(PATH_SIGNS)


def request_path(path_info: str) -> str:
    """The normal form of Django's `path_info`, which has bytes that are no UTF-8 as %C4."""
    return normal_path(NO_UTF8.sub(lambda code: unquote_to_bytes(code[0]), path_info.encode()))


def read_pairs(query: bytes) -> Pairs:
    """The parameters of a query string, sorted."""
    ascii_only = quote(query, safe=ASCII_SIGNS)
    pairs = parse_qsl(ascii_only, keep_blank_values=True, encoding="latin-1")
    return tuple(sorted({(from_latin(name), from_latin(value)) for name, value in pairs}))


def from_latin(text: str) -> str:
    return text_of_bytes(text.encode("latin-1"))


def text_of_bytes(text: bytes) -> str:
    """Text in UTF-8, or in GBK as older Chinese systems wrote it; without control characters."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return CONTROL.sub("", normalize("NFC", text.decode(encoding)))
        except UnicodeDecodeError:
            continue
    return CONTROL.sub("", text.decode("latin-1"))


def written_pair(pair: tuple[str, str]) -> str:
    name, value = (each.translate(QUERY_SIGNS) for each in pair)
    return f"{name}={value}" if value else name


def parameter_name(pair: tuple[str, str]) -> str:
    return pair[0] if pair[1] else NAMELESS


def without_case(address: str) -> str:
    """The address without case."""
    return address.lower()


def with_some_parameters(path: str, pairs: Pairs) -> Iterator[OldAddress]:
    """The address with each few of its parameters, most first, and with none at last."""
    first = pairs[:MOST_COMBINED]
    for number in range(min(len(first), MOST_PARAMETERS), -1, -1):
        yield from (OldAddress(path, few) for few in combinations(first, number))


def without_pairs(query: str, dropped: Iterable[tuple[str, str]]) -> str:
    """A raw query string (as in WSGI, Latin-1) without these parameters."""
    gone = set(dropped)
    parts = [part for part in query.split("&") if part]
    return "&".join(part for part in parts if not gone.issuperset(read_pairs(wsgi_bytes(part))))


def wsgi_bytes(text: str) -> bytes:
    """The bytes of a text of a WSGI request."""
    return text.encode("latin-1", "replace")
