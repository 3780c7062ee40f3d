"""What is known on the way through the links and embedded files of one article."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ..document import Document
from ..options import KnownNames
from ..result import RenderedLink
from .mentions import Lines
from .targets import local, readable

LONGEST = 200


@dataclass(slots=True)
class Walk:
    """`in_links` are the embedded files in links, which can hold neither links nor players;
    `emptied` are paragraphs that have lost a picture.
    """

    document: Document
    lines: Lines = field(init=False)
    ids: frozenset[str] = field(init=False)
    in_links: frozenset[int] = field(init=False)
    emptied: dict[int, LexborNode] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        body = self.document.body
        self.lines = Lines(self.document.source, self.document.dialect)
        self.ids = frozenset(ids(body))
        self.in_links = frozenset(n.mem_id for n in body.css("a img, a video, a audio"))

    @property
    def known(self) -> KnownNames | None:
        return self.document.options.known

    def link(
        self, target: str, *, embedded: bool = False, fault: str = "", note: str = ""
    ) -> RenderedLink:
        """The link to a target; its author is told what is wrong with it, or to be noted."""
        line = self.lines.of(target)
        place = local(target)
        shown = (place.name + readable(place.behind) if place else target)[:LONGEST]
        message = fault or note
        if message and (message, shown) not in self.told:
            self.told.add((message, shown))
            self.document.warn(f"{message}: {shown}" if shown else message, line=line)
        return RenderedLink(shown, line, embedded, broken=bool(fault))


def ids(body: LexborNode) -> Iterator[str]:
    for node in body.css("[id]"):
        yield node.attributes.get("id") or ""
