"""Tags within a sentence: which of them are markup, and which are words about HTML.

`在<head>里加内容` speaks of a tag. What is markup has its end, attributes that say something, or a
name that needs neither; between the lines of a sentence no block begins. Names that HTML does not
know are shown as text by `sanitize`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..document import Document
from ..html.allowed import HTML_NAMES

TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*)?)/?>")
VOID_ELEMENTS = frozenset(
    {
        *("area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input"),
        *("keygen", "link", "meta", "param", "source", "track", "wbr"),
    }
)
INLINE_ELEMENTS = frozenset(
    {
        *("abbr", "b", "bdi", "bdo", "big", "center", "cite", "code", "del", "dfn", "em", "font"),
        *("i", "ins", "kbd", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
    }
)
# Within those that hold them these need no end of their own.
PARENT_ELEMENTS = {
    "rt": ("ruby",),
    "rp": ("ruby",),
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "summary": ("details",),
    "option": ("select", "datalist"),
    "source": ("video", "audio", "picture"),
    "p": ("div", "details", "center", "li", "ul", "ol"),
    **dict.fromkeys(("tr", "td", "th", "thead", "tbody", "tfoot", "caption", "col"), ("table",)),
}
# What may fill a line, or a cell of a table.
BLOCK_ELEMENTS = frozenset({"blockquote", "details", "div", "dl", "ol", "p", "pre", "table", "ul"})
# What other tags fill.
MEDIA_ELEMENTS = frozenset({"audio", "map", "object", "picture", "svg", "video"})
# `<b>和</b>`: two tags that a sentence names one after the other.
CONJUNCTION = re.compile(r"\s*(?:[和与或及到至、，,/|~…\-—]+|and|or|to|\.{2,3})\s*", re.IGNORECASE)
SHOWN_AS_TEXT = "“{}” is shown as text; if it is code, put it between backticks"


CENTER = re.compile(r"<(/?)center(?:\s[^<>]*)?>", re.IGNORECASE)
# `<h1>是标题`: a tag with nothing but its name, and words behind it.
TAG_BEFORE_WORDS = re.compile(r" {0,3}<([A-Za-z][A-Za-z0-9]*)>[ \t]*(?=[^\s<])")
# The beginning of a paragraph without its end, as pages once had it.
END_TAG_OPTIONAL = frozenset({"p", "br", "hr"})


def inline_center_tag(tag: str) -> str:
    """A `<center>` would end the paragraph; as a line of its own it does not."""
    match = CENTER.fullmatch(tag)
    if match is None:
        return tag
    return "</span>" if match[1] else '<span class="center">'


@dataclass(slots=True)
class ProseTag:
    """`fits` tells that on its outer side there is a line's end or another tag."""

    place: int
    name: str
    closes: bool
    attributes: str
    fits: bool
    partner: "ProseTag | None" = None
    is_markup: bool = False


class Prose:
    """The sentences of one article."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.told: set[str] = set()

    def words_among(self, pieces: Sequence[str], line: int | None = None) -> set[int]:
        """Which of the pieces of a paragraph, each a tag or what stands between two, are words."""
        tags = [tag for place in range(len(pieces)) if (tag := read_prose_tag(pieces, place))]
        pair_prose_tags(tags)
        held: Counter[str] = Counter()
        for tag in tags:
            tag.is_markup = self.is_markup(tag, pieces, held)
            if tag.is_markup and tag.partner is not None:
                held[tag.name] += -1 if tag.closes else 1
        words = [tag for tag in tags if not tag.is_markup]
        for tag in words:
            self.tell(tag.name, pieces[tag.place], line)
        return {tag.place for tag in words}

    def begins(self, line: str) -> bool:
        """Whether a line is a sentence that begins with a tag, which ends nowhere."""
        match = TAG_BEFORE_WORDS.match(line)
        name = match[1].lower() if match else ""
        if (
            name not in HTML_NAMES
            or name in INLINE_ELEMENTS
            or name in END_TAG_OPTIONAL
            or self.ends[name]
        ):
            return False
        return not any(self.beginnings[holder] for holder in PARENT_ELEMENTS.get(name, ()))

    def shown(self, line: str) -> str:
        """`line` with such a tag as text."""
        if not line.lstrip().startswith("<") or not self.begins(line):
            return line
        before, _, after = line.partition("<")
        self.document.warn(SHOWN_AS_TEXT.format("<" + after.partition(">")[0] + ">"), line.strip())
        return f"{before}&lt;{after}"

    def is_markup(self, tag: ProseTag, pieces: Sequence[str], held: Counter[str]) -> bool:
        if any(held[holder] for holder in PARENT_ELEMENTS.get(tag.name, ())):
            return True
        if tag.partner is None:
            return self.is_alone(tag)
        if tag.closes:
            return tag.partner.is_markup
        return is_markup_pair(tag, pieces[tag.place + 1 : tag.partner.place])

    def is_alone(self, tag: ProseTag) -> bool:
        """One without its partner in the paragraph: the article may have it elsewhere."""
        if tag.name in ("br", "wbr"):
            return True
        if tag.name in VOID_ELEMENTS or tag.name == "a":
            return bool(tag.attributes) and not tag.closes
        more = self.beginnings[tag.name] - self.ends[tag.name]
        return more >= 0 if tag.closes else more <= 0

    @cached_property
    def beginnings(self) -> Counter[str]:
        return self.names("")

    @cached_property
    def ends(self) -> Counter[str]:
        return self.names("/")

    def names(self, slash: str) -> Counter[str]:
        found = re.findall(rf"<{slash}([A-Za-z][A-Za-z0-9]*)(?=[\s/>])", self.document.source)
        return Counter(map(str.lower, found))

    def tell(self, name: str, written: str, line: int | None) -> None:
        if name not in self.told:
            self.told.add(name)
            self.document.warn(
                SHOWN_AS_TEXT.format(written), line=line or self.document.line_of(written)
            )


def read_prose_tag(pieces: Sequence[str], place: int) -> ProseTag | None:
    match = TAG.fullmatch(pieces[place]) if pieces[place].startswith("<") else None
    if match is None or (name := match[2].lower()) not in HTML_NAMES:
        return None
    beside = pieces[place + 1 : place + 2] if match[1] else pieces[max(0, place - 1) : place]
    text = beside[0] if beside else ""
    edge = text[:1] if match[1] else text[-1:]
    fits = edge in ("", "\n") or TAG.fullmatch(text) is not None
    return ProseTag(place, name, bool(match[1]), match[3].strip(" /"), fits)


def pair_prose_tags(tags: Sequence[ProseTag]) -> None:
    """Joins each end to the nearest beginning of its name."""
    waiting: dict[str, list[ProseTag]] = {}
    for tag in tags:
        if tag.name in VOID_ELEMENTS:
            continue
        if not tag.closes:
            waiting.setdefault(tag.name, []).append(tag)
        elif waiting.get(tag.name):
            other = waiting[tag.name].pop()
            tag.partner, other.partner = other, tag


def is_markup_pair(tag: ProseTag, inside: Sequence[str]) -> bool:
    if tag.attributes:
        return True
    if len(inside) == 1 and CONJUNCTION.fullmatch(inside[0]):
        return False
    assert tag.partner is not None
    if tag.name in MEDIA_ELEMENTS:
        return len(inside) > 1
    return tag.name in INLINE_ELEMENTS or (
        tag.name in BLOCK_ELEMENTS and tag.fits and tag.partner.fits
    )
