"""The addresses in what Django answers become those of the static site."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urljoin

from static_site.static_addresses import ORIGIN, Reference, SiteAddress, StaticAddresses

# Elements that can name an address, with their attributes in any quotation marks.
TAG = re.compile(
    r"<(?:a|area|link|img|source|script|form|video|audio|track|iframe|meta|div|object|embed|input)"
    r"""(?=[\s>])(?:[^>"']|"[^"]*"|'[^']*')*>"""
)
NAMES = "href|src|action|poster|data-from|data-home|data|srcset|imagesrcset"
ATTRIBUTE = re.compile(rf"""\s({NAMES})=("[^"]*"|'[^']*'|[^\s"'>]+)""")
HAS_ORIGIN = re.compile(rf"{re.escape(ORIGIN)}[^\s\"'<>\\&)\]]*")
NO_LINK = "<a data-no-alternate>"
WITHOUT_ALTERNATE = re.compile(rf"{NO_LINK}.*?</a>\s*", re.DOTALL)
ALTERNATE = re.compile(r"""\srel=["']?alternate\b""")
LINKED_DATA = re.compile(r'<script type="application/ld\+json">[^<]*</script>\s*')
CHARSET = '<meta charset="utf-8">'
# A policy in a page cannot say who may show it in a frame: _headers does.
NOT_IN_PAGES = "frame-ancestors"


@dataclass
class Rewriting:
    """The addresses of one page. `find_file` says whether there is a file at a path that is no
    page; `files` collects those that the page names, `links` all that it names on this site."""

    addresses: StaticAddresses
    here: SiteAddress
    find_file: Callable[[str], bool]
    files: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)

    def html(self, text: str) -> str:
        if not self.addresses.base:
            text = LINKED_DATA.sub(self.linked_data, text)
        text = WITHOUT_ALTERNATE.sub("", TAG.sub(self.tag, text))
        return self.text(text)

    def text(self, text: str) -> str:
        """Replace whole addresses, wherever they stand: feeds, sitemaps, metadata."""
        return HAS_ORIGIN.sub(self.whole_address, text)

    def manifest(self, text: str) -> str:
        """The web app manifest: addresses in it are relative to itself."""
        data = json.loads(text)
        data["start_url"] = self.link(data["start_url"]) or "."
        data["id"] = data["start_url"]
        for icon in data["icons"]:
            icon["src"] = self.link(icon["src"])
        return json.dumps(data, ensure_ascii=False, indent=1)

    def linked_data(self, match: re.Match[str]) -> str:
        return "" if ORIGIN in match[0] else match[0]

    def tag(self, match: re.Match[str]) -> str:
        tag = match[0]
        if not self.addresses.base and tag.startswith(("<link", "<meta")) and ORIGIN in tag:
            return ""
        changed = ATTRIBUTE.sub(self.attribute, tag)
        if changed != tag and not ATTRIBUTE.search(changed) and ATTRIBUTE.search(tag):
            return self.without_address(tag, changed)
        return changed

    @staticmethod
    def without_address(tag: str, changed: str) -> str:
        """What named nothing that the static site has: no link, and no mention of a file."""
        if tag.startswith("<link"):
            return ""
        if tag.startswith("<a") and ALTERNATE.search(tag):
            return NO_LINK
        return changed

    def attribute(self, match: re.Match[str]) -> str:
        name, value = match[1], unescape(match[2].strip("\"'"))
        written = self.source_set(value) if name.endswith("srcset") else self.link(value)
        return "" if written is None else f' {name}="{escape(written)}"'

    def source_set(self, value: str) -> str | None:
        """Addresses with widths, separated by commas: those of files that exist."""
        found = []
        for candidate in re.split(r",\s+", value.strip()):
            address, _space, width = candidate.strip().partition(" ")
            if (written := self.link(address)) is not None:
                found.append(f"{written} {width}".strip())
        return ", ".join(found) or None

    def link(self, value: str) -> str | None:
        """The link as it stands in the file; None if it leads nowhere."""
        found = self.found(value)
        if not isinstance(found, Reference):
            return found
        if value.startswith(ORIGIN):
            return self.addresses.absolute(found) or self.addresses.written(found, self.here)
        return self.addresses.written(found, self.here)

    def found(self, value: str) -> Reference | str | None:
        value = value.strip()
        found = self.addresses.reference(value, self.here)
        if isinstance(found, str):
            return found
        self.links.add(urljoin(self.here.path, value.partition("#")[0]))
        found = found or self.file_reference(value)
        if isinstance(found, Reference) and found.target.path in self.addresses.files:
            self.files.add(found.target.path)
        return found

    def file_reference(self, value: str) -> Reference | None:
        """A file that no list of addresses has: an upload, a picture, a static file."""
        path = self.addresses.path_on_site(value, self.here)
        if not path or not self.find_file(path):
            return None
        self.files.add(path)
        _before, hash_sign, fragment = value.partition("#")
        return Reference(SiteAddress(path), hash_sign + fragment)

    def whole_address(self, match: re.Match[str]) -> str:
        found = self.found(unescape(match[0]))
        if isinstance(found, Reference):
            return self.addresses.absolute(found) or self.addresses.written(found, self.here)
        return self.addresses.base + match[0][len(ORIGIN) :]


def with_policy(text: str, policy: str) -> str:
    """The page with its Content-Security-Policy, for hosts that send no header."""
    rules = [rule.strip() for rule in policy.split(";")]
    kept = "; ".join(rule for rule in rules if rule and not rule.startswith(NOT_IN_PAGES))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(kept)}">'
    return text.replace(CHARSET, f"{CHARSET}\n{meta}", 1) if kept else text
