"""What belongs to one conversion: where it comes from, its footnotes, and what was left out."""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..compat.pasted import redirect_target
from .linked_headings import linked_headings
from .note_targets import Notes, find_notes

SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
PICTURES = frozenset({"http", "https", ""})
# Pages that load pictures late have a small one in `src`.
PICTURE_ATTRIBUTES = (
    *("data-src", "data-original", "data-actualsrc", "data-original-src", "data-lazy-src"),
    *("data-lazyload", "data-echo", "src"),
)


@dataclass(slots=True)
class HtmlConversion:
    """`address` is that of the page, "" if it is not known.

    `headings` are the ids of headings that links lead to, None for a part of a page.
    """

    address: str
    notes: Notes
    headings: frozenset[str] | None = None
    left_out: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, tree: LexborHTMLParser, address: str, is_whole: bool) -> "HtmlConversion":
        base = tree.css_first("base[href]")
        headings = linked_headings(tree) if is_whole else None
        return cls((base.attributes["href"] if base else "") or address, find_notes(tree), headings)

    @property
    def is_whole(self) -> bool:
        return self.headings is not None

    def link(self, node: LexborNode) -> str:
        """The target of a link; "" for one that leads nowhere outside of its page."""
        written = (node.attributes.get("href") or "").strip()
        if written.startswith("#") and unquote(written[1:]) in (self.headings or ()):
            return written
        if not written or (written.startswith("#") and not self.address):
            return ""
        target = self.resolved(written)
        target = redirect_target(target) or google_target(target) or target
        return target if scheme_of(target) in SCHEMES | {""} else ""

    def picture(self, node: LexborNode) -> str:
        """The address of a picture; "" for one that nobody else can open."""
        found = (str(node.attributes.get(name) or "").strip() for name in PICTURE_ATTRIBUTES)
        written = next((each for each in found if each and not each.startswith("data:")), "")
        target = self.resolved(written)
        return target if scheme_of(target) in PICTURES else ""

    def resolved(self, written: str) -> str:
        try:
            return urljoin(self.address, written) if self.address else written
        except ValueError:
            return written


def scheme_of(target: str) -> str:
    try:
        return urlsplit(target).scheme.lower()
    except ValueError:
        return "?"


def google_target(target: str) -> str:
    """The target of a link in a document of Google, which leads through a page that counts."""
    parts = urlsplit(target) if target.startswith("https://www.google.com/url?") else None
    return next(iter(parse_qs(parts.query).get("q", [])), "") if parts else ""
