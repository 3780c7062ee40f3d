"""Decides which HTML tags in a sentence are markup and which are text about HTML.

`在<head>里加内容` is text about a tag. A tag is markup if it has its end tag, or attributes, or if
its element needs neither; no block begins in the middle of a sentence. Tags that HTML does not
have are shown as text by `sanitize`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..document import Document
from ..html.allowed import HTML_NAMES
from ..messages import message

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
# Elements that need no end tag within one of their parents.
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
# Elements that may fill a line or a table cell.
BLOCK_ELEMENTS = frozenset({"blockquote", "details", "div", "dl", "ol", "p", "pre", "table", "ul"})
# Elements whose content is other tags.
MEDIA_ELEMENTS = frozenset({"audio", "map", "object", "picture", "svg", "video"})
# `<b>和</b>`: a sentence that mentions two tags.
CONJUNCTION = re.compile(r"\s*(?:[和与或及到至、，,/|~…\-—]+|and|or|to|\.{2,3})\s*", re.IGNORECASE)
CENTER = re.compile(r"<(/?)center(?:\s[^<>]*)?>", re.IGNORECASE)
# `<h1>是标题`: a tag without attributes, with text behind it.
TAG_BEFORE_WORDS = re.compile(r" {0,3}<([A-Za-z][A-Za-z0-9]*)>[ \t]*(?=[^\s<])")
# Old HTML often has these without an end tag.
END_TAG_OPTIONAL = frozenset({"p", "br", "hr"})


def inline_center_tag(tag: str) -> str:
    """A `<center>` tag as a span with a class, since `<center>` would end the paragraph."""
    match = CENTER.fullmatch(tag)
    if match is None:
        return tag
    return "</span>" if match[1] else '<span class="center">'


@dataclass(slots=True)
class ProseTag:
    """A tag in a list of pieces. `fits`: on its outer side is a line end or another tag."""

    index: int
    name: str
    closes: bool
    attributes: str
    fits: bool
    partner: "ProseTag | None" = None
    is_markup: bool = False


class ProseTagFinder:
    """Finds the tags in the sentences of one article that are text, and warns of them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.warned: set[str] = set()

    def literal_tags(self, pieces: Sequence[str], line: int | None = None) -> set[int]:
        """The indexes of literal tags among the pieces, each of which is a tag or text."""
        tags = [tag for index in range(len(pieces)) if (tag := read_prose_tag(pieces, index))]
        pair_prose_tags(tags)
        open_counts: Counter[str] = Counter()
        for tag in tags:
            tag.is_markup = self.is_markup(tag, pieces, open_counts)
            if tag.is_markup and tag.partner is not None:
                open_counts[tag.name] += -1 if tag.closes else 1
        literal = [tag for tag in tags if not tag.is_markup]
        for tag in literal:
            self.warn_once(tag.name, pieces[tag.index], line)
        return {tag.index for tag in literal}

    def starts_sentence(self, line: str) -> bool:
        """Whether a line is a sentence that begins with a literal tag: one without an end tag."""
        match = TAG_BEFORE_WORDS.match(line)
        name = match[1].lower() if match else ""
        if (
            name not in HTML_NAMES
            or name in INLINE_ELEMENTS
            or name in END_TAG_OPTIONAL
            or self.end_counts[name]
        ):
            return False
        return not any(self.start_counts[holder] for holder in PARENT_ELEMENTS.get(name, ()))

    def escape_first_tag(self, line: str) -> str:
        """`line` with its first tag escaped, if that is a literal tag that starts a sentence."""
        if not line.lstrip().startswith("<") or not self.starts_sentence(line):
            return line
        before, _, after = line.partition("<")
        tag = "<" + after.partition(">")[0] + ">"
        self.document.warn(message("tag-shown-as-text", tag=tag), line.strip())
        return f"{before}&lt;{after}"

    def is_markup(self, tag: ProseTag, pieces: Sequence[str], open_counts: Counter[str]) -> bool:
        if any(open_counts[holder] for holder in PARENT_ELEMENTS.get(tag.name, ())):
            return True
        if tag.partner is None:
            return self.is_markup_alone(tag)
        if tag.closes:
            return tag.partner.is_markup
        return is_markup_pair(tag, pieces[tag.index + 1 : tag.partner.index])

    def is_markup_alone(self, tag: ProseTag) -> bool:
        """Whether a tag without a partner in its paragraph is markup: others may have it."""
        if tag.name in ("br", "wbr"):
            return True
        if tag.name in VOID_ELEMENTS or tag.name == "a":
            return bool(tag.attributes) and not tag.closes
        more = self.start_counts[tag.name] - self.end_counts[tag.name]
        return more >= 0 if tag.closes else more <= 0

    @cached_property
    def start_counts(self) -> Counter[str]:
        return self.count_tags("")

    @cached_property
    def end_counts(self) -> Counter[str]:
        return self.count_tags("/")

    def count_tags(self, slash: str) -> Counter[str]:
        found = re.findall(rf"<{slash}([A-Za-z][A-Za-z0-9]*)(?=[\s/>])", self.document.source)
        return Counter(map(str.lower, found))

    def warn_once(self, name: str, written: str, line: int | None) -> None:
        if name not in self.warned:
            self.warned.add(name)
            told = message("tag-shown-as-text", tag=written)
            self.document.warn(told, line=line or self.document.line_of(written))


def read_prose_tag(pieces: Sequence[str], index: int) -> ProseTag | None:
    match = TAG.fullmatch(pieces[index]) if pieces[index].startswith("<") else None
    if match is None or (name := match[2].lower()) not in HTML_NAMES:
        return None
    beside = pieces[index + 1 : index + 2] if match[1] else pieces[max(0, index - 1) : index]
    text = beside[0] if beside else ""
    edge = text[:1] if match[1] else text[-1:]
    fits = edge in ("", "\n") or TAG.fullmatch(text) is not None
    return ProseTag(index, name, bool(match[1]), match[3].strip(" /"), fits)


def pair_prose_tags(tags: Sequence[ProseTag]) -> None:
    """Set `partner`: an end tag belongs to the nearest start tag of its name before it."""
    open_tags: dict[str, list[ProseTag]] = {}
    for tag in tags:
        if tag.name in VOID_ELEMENTS:
            continue
        if not tag.closes:
            open_tags.setdefault(tag.name, []).append(tag)
        elif open_tags.get(tag.name):
            other = open_tags[tag.name].pop()
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
