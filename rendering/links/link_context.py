"""State shared by the steps that resolve the links and embedded files of one article."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ..document import Document
from ..messages import Message
from ..options import KnownNames
from ..result import RenderedLink
from .link_targets import decoded_target, local_target
from .mentions import TargetLines

LONGEST = 200


@dataclass(slots=True)
class LinkContext:
    """`in_links` are embedded files within links, where neither links nor players may stand;
    `emptied` are paragraphs from which a picture was removed.
    """

    document: Document
    lines: TargetLines = field(init=False)
    ids: frozenset[str] = field(init=False)
    in_links: frozenset[int] = field(init=False)
    emptied: dict[int, LexborNode] = field(default_factory=dict)
    warned: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        body = self.document.body
        self.lines = TargetLines(self.document.source, self.document.dialect)
        self.ids = frozenset(element_ids(body))
        self.in_links = frozenset(n.mem_id for n in body.css("a img, a video, a audio"))

    @property
    def known(self) -> KnownNames | None:
        return self.document.options.known

    def link(
        self,
        target: str,
        *,
        embedded: bool = False,
        fault: Message | None = None,
        note: Message | None = None,
    ) -> RenderedLink:
        """The link to a target; warns once of its `fault`, which makes it broken, or its `note`."""
        line = self.lines.of(target)
        place = local_target(target)
        shown = (place.name + decoded_target(place.behind) if place else target)[:LONGEST]
        told = fault or note
        if told and (told["code"], shown) not in self.warned:
            self.warned.add((told["code"], shown))
            self.document.warn(told, line=line, quote=shown)
        return RenderedLink(shown, line, embedded, broken=bool(fault))


def element_ids(body: LexborNode) -> Iterator[str]:
    for node in body.css("[id]"):
        yield node.attributes.get("id") or ""
