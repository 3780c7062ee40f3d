"""Addresses of the site as files, and how these refer to each other.

The address of a page stays: /articles/x/ is articles/x/index.html. What a server reads from
parameters becomes a part of the path: /topics/nlp/?page=2 is topics/nlp/page/2/index.html.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlsplit

# Stands for the address of the site in what Django answers. No host can have this name (RFC 6761).
ORIGIN = "https://longwave-static-site.invalid"
SAFE = "/-._~!$&'()*+,;=:@"  # of a path (RFC 3986, 3.3)
INDEX = "index.html"
NOT_FOUND = "/404.html/"  # the address for which Django answers with the page of a missing one
FILTERS = frozenset({"topic", "tag", "year", "lang"})


class SiteAddress(NamedTuple):
    """An address of the site: its path without percent signs, and the number of its page."""

    path: str
    page: int = 1
    language: str = ""

    @property
    def query(self) -> str:
        """The parameters with which Django answers it."""
        name = "p" if self.path.startswith("/sitemap-") else "page"
        return f"{name}={self.page}" if self.page > 1 else ""


class Reference(NamedTuple):
    """What a link of a page leads to, and the rest of the link: `?v=…` of a picture, `#id`."""

    target: SiteAddress
    rest: str = ""


@dataclass(frozen=True)
class StaticAddresses:
    """`base` is the address of the home page; '' if it is not known. `pages` has the addresses of
    each language, `files` those that are no pages and have none. `folders` are the folders of the
    languages; that of the main one is ''."""

    base: str
    relative: bool
    pages: Mapping[str, Set[SiteAddress]]
    files: Set[str] = field(default_factory=frozenset)
    folders: Mapping[str, str] = field(default_factory=dict)

    @property
    def base_path(self) -> str:
        return unquote(urlsplit(self.base).path)

    def file_of(self, address: SiteAddress) -> str:
        """The path of the file, relative to the folder of the site."""
        folder = self.folders.get(address.language, "")
        return f"{folder}{self.path_of(address)}".lstrip("/")

    def path_of(self, address: SiteAddress) -> str:
        path, page = address.path, address.page
        if path == NOT_FOUND:
            return "/404.html"
        if path.endswith("/"):
            return f"{path}page/{page}/{INDEX}" if page > 1 else f"{path}{INDEX}"
        stem, dot, suffix = path.rpartition(".")
        return f"{stem}-{page}{dot}{suffix}" if page > 1 else path

    def reference(self, link: str, here: SiteAddress) -> Reference | str | None:
        """What a link on the page `here` leads to.

        The link itself if it leads to another site or another place of the page; None if the static
        site has nothing there.
        """
        path = self.path_on_site(link, here)
        if path is None:
            return link
        _path, query, fragment = split_address(link)
        # What names the whole address names the page itself, in whichever language it is shown.
        language = "" if link.startswith(ORIGIN) else here.language
        return self.known_reference(path, query, fragment, language)

    def path_on_site(self, link: str, here: SiteAddress) -> str | None:
        """The path that a link on the page `here` has on the site; None if it is on another."""
        if not link or link.startswith(("#", "//")):
            return None
        if link.startswith(ORIGIN):
            link = link[len(ORIGIN) :] or "/"
        elif has_scheme(link):
            return None
        path = unquote(split_address(link)[0])
        return path if path.startswith("/") else resolved_path(here.path, path)

    def known_reference(
        self, path: str, query: str, fragment: str, language: str
    ) -> Reference | None:
        values = dict(parse_qsl(query, keep_blank_values=True))
        language = values.pop("language", language)
        language = language if language in self.pages else ""
        rest = f"#{fragment}" if fragment else ""
        address = static_page_of(path, values, language)
        if address and address in self.pages.get(language, ()):
            words = f"?q={quote(values['q'])}" if values.get("q") else ""
            return Reference(address, words + rest)
        if path in self.files:
            version = f"?v={quote(values['v'])}" if "v" in values else ""
            return Reference(SiteAddress(path), version + rest)
        return None

    def written(self, reference: Reference, here: SiteAddress) -> str:
        """The link as it stands in the file of the page `here`."""
        file = self.file_of(reference.target)
        # Hosts show the page of a missing address at any depth.
        if self.relative and here.path != NOT_FOUND:
            start = posixpath.dirname(self.file_of(here))
            return quote(posixpath.relpath(file, start or "."), SAFE) + reference.rest
        path = f"{self.base_path}/{file}"
        return quote(self.shown_path(path), SAFE) + reference.rest

    def absolute(self, reference: Reference) -> str:
        """The whole address; '' if that of the site is not known."""
        if not self.base:
            return ""
        path = self.shown_path(f"/{self.file_of(reference.target)}")
        return self.base + quote(path, SAFE) + reference.rest

    @staticmethod
    def shown_path(path: str) -> str:
        return path.removesuffix(INDEX) if path.endswith(f"/{INDEX}") else path


def static_page_of(path: str, values: Mapping[str, str], language: str) -> SiteAddress | None:
    """The page of a list that has these parameters; None if only a server can make it."""
    chosen = {name: value for name, value in values.items() if name in FILTERS and value}
    if chosen:
        path = equal_path(path, chosen)
    number = values.get("page") or values.get("p") or "1"
    if not path or not (number.isascii() and number.isdigit() and len(number) < 9):
        return None
    return SiteAddress(path, int(number), language)


def equal_path(path: str, chosen: Mapping[str, str]) -> str:
    """The list with the same articles as the home page or the archive with one filter."""
    if path not in {"/", "/archive/"} or len(chosen) != 1:
        return ""
    ((name, value),) = chosen.items()
    folders = {"topic": "topics", "tag": "tags", "year": "archive"}
    return f"/{folders[name]}/{value}/" if name in folders else ""


def has_scheme(link: str) -> bool:
    scheme, colon, _rest = link.partition(":")
    return bool(colon) and "/" not in scheme and "?" not in scheme and "#" not in scheme


def split_address(link: str) -> tuple[str, str, str]:
    """Path, query and fragment."""
    link, _hash, fragment = link.partition("#")
    path, _mark, query = link.partition("?")
    return path, query, fragment


def resolved_path(page: str, path: str) -> str:
    """A relative path on a page, as browsers resolve it."""
    if not path:
        return page
    found = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return f"{found}/" if path.endswith("/") or path in {".", ".."} else found
