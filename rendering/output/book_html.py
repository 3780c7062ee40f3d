"""XHTML for books (EPUB 3): the page of an article without what only works in a browser.

Nothing is loaded from elsewhere: pictures and diagrams are files of the book, players and what is
not in the book are links. Notes are marked so that readers show them where they are called.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from ..html.allowed import HTML_NAMES, SVG_TAGS
from ..tree import children, wrap_node
from .diagram_pictures import with_diagram_pictures
from .portable_html import (
    choose_whole_pictures,
    link_embeds,
    link_media,
    unfold_details,
    unwrap_node,
    write_section_numbers,
    write_task_boxes,
)
from .xhtml_page import ATTRIBUTE, CELLS, KEPT, MATH_SPACE, XhtmlPage, absolute_address

UNWANTED = ".dark-only, a.sec:not(.written), wbr, math.silent, annotation, a.back, hr.notes"
# Elements of raw HTML that HTML has no longer.
OBSOLETE = {
    "acronym": "abbr",
    "big": "span",
    "center": "div",
    "font": "span",
    "nobr": "span",
    "strike": "s",
    "tt": "code",
}
TEXT_ATTRIBUTES = frozenset(
    {
        *("alt", "cite", "class", "colspan", "datetime", "dir", "epub:type", "href", "id", "lang"),
        *("reversed", "role", "rowspan", "scope", "span", "src", "start", "title", "type", "value"),
    }
)
MATH_ATTRIBUTES = (KEPT | {"id"}) - {
    "align",
    "alt",
    "cite",
    "color",
    "datetime",
    "scope",
    "src",
    "title",
}
STYLED_ELEMENTS = frozenset(
    {("mstyle", "displaystyle"), ("mstyle", "scriptlevel"), ("mtable", "displaystyle")}
)
SVG_NAMES = frozenset(name.lower() for name in SVG_TAGS)
EMPTY_ELEMENTS = frozenset({"br", "col", "hr", "img"})
ANY_TAG = re.compile(r'<([a-zA-Z][\w-]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*>')
TAGS = re.compile(r"<[^>]*>")
SECTION = re.compile(r'<h2\b[^>]*? id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
SVG_SPACE = "http://www.w3.org/2000/svg"
HTML_SPACE = "http://www.w3.org/1999/xhtml"
# Words in a formula, which may be bold, code or links
WORDS_IN_FORMULA = re.compile(r"<mtext\b[^<>]*>.*?</mtext>", re.DOTALL)
HTML_START = re.compile(rf"<({'|'.join(sorted(HTML_NAMES, key=len, reverse=True))})(?=[\s/>])")


class BookSection(NamedTuple):
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class BookText:
    """`properties` are those of its item in the package: mathml, svg."""

    xhtml: str
    sections: tuple[BookSection, ...] = ()
    properties: tuple[str, ...] = ()


class BookTarget(NamedTuple):
    """Another text of the same book: its path, and the ids to which links may lead."""

    path: str
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BookNames:
    """What addresses become in a book.

    `file` gives the path of a picture by its address, None if it is not in the book; `drawing`
    that of a diagram by its SVG. `links` are other texts by their absolute addresses.
    """

    file: Callable[[str], str | None]
    drawing: Callable[[str], str]
    links: Mapping[str, BookTarget]


def choose_book_pictures(page: "BookPage") -> None:
    """Pictures become files of the book. Others, on other sites for example, are links."""
    for image in page.body.css("img"):
        address = image.attributes.get("src") or ""
        if address in page.drawn:
            continue
        if path := page.names.file(address):
            image.attrs["src"] = path
            image.attrs["alt"] = image.attributes.get("alt") or ""
        else:
            words = image.attributes.get("alt") or address
            link = page.create("a", words, href=absolute_address(page.base, address))
            image.replace_with(words if is_within_link(image) else link)


def is_within_link(node: LexborNode) -> bool:
    above = node.parent
    while above is not None and above.tag != "a":
        above = above.parent
    return above is not None


def lead_links(page: "BookPage") -> None:
    """Links to texts of the same book stay in the book, if there is what they lead to."""
    here = {node.attributes.get("id") for node in page.body.css("[id]")}
    for node in page.body.css("a[href]"):
        address = node.attributes.get("href") or ""
        if not address.startswith("#") or unquote(address[1:]) not in here:
            node.attrs["href"] = address_in_book(page, absolute_address(page.base, address))


def address_in_book(page: "BookPage", address: str) -> str:
    target, _sign, fragment = address.partition("#")
    inside = page.names.links.get(target)
    if inside is None or target == page.base:
        return address
    return f"{inside.path}#{fragment}" if unquote(fragment) in inside.ids else inside.path


def mark_notes(page: "BookPage") -> None:
    """Footnotes as asides, whose number leads back."""
    for link in page.body.css("sup.fn > a"):
        link.attrs["epub:type"], link.attrs["role"] = "noteref", "doc-noteref"
    for notes in page.body.css("section.notes"):
        notes.attrs["epub:type"], notes.attrs["role"] = "footnotes", "doc-endnotes"
        for number, note in enumerate(notes.css("ol > li[id]"), 1):
            if note.parent is not None and note.parent.parent == notes:
                write_note(page, note, number)
        for listed in [child for child in children(notes) if child.tag == "ol"]:
            unwrap_node(listed)


def write_note(page: "BookPage", note: LexborNode, number: int) -> None:
    name = note.attributes.get("id") or ""
    aside = page.rename(note, "aside")
    aside.attrs["id"], aside.attrs["class"] = name, "footnote"
    aside.attrs["epub:type"], aside.attrs["role"] = "footnote", "doc-footnote"
    back = page.create("a", str(number), href=f"#{name.replace('fn-', 'fnref-', 1)}")
    back.attrs["role"] = "doc-backlink"
    first = next((child for child in children(aside) if child.tag == "p"), None)
    if first is None or first.first_child is None:
        paragraph = page.create("p")
        paragraph.insert_child(back, move=True)
        at = aside.first_child
        at.insert_before(paragraph, move=True) if at else aside.insert_child(paragraph, move=True)
        return
    first.first_child.insert_before(back, move=True)
    back.insert_after(" ")


def replace_obsolete(page: "BookPage") -> None:
    for node in page.body.css(", ".join(OBSOLETE)):
        page.rename(node, OBSOLETE[node.tag or ""])


def style_formulas(page: "BookPage") -> None:
    """MathML 3, which EPUB names, has these attributes on `mstyle` and on few other elements."""
    for node in page.body.css("math [displaystyle], math [scriptlevel]"):
        style = page.create("mstyle")
        for name in {"displaystyle", "scriptlevel"} & set(node.attributes):
            if (node.tag, name) not in STYLED_ELEMENTS:
                style.attrs[name] = node.attributes[name] or ""
                del node.attrs[name]
        if node.tag == "mtd":
            for child in children(node):
                style.insert_child(child, move=True)
            node.insert_child(style, move=True)
        elif style.attributes:
            wrap_node(node, style)


def remove_browser_parts(page: "BookPage") -> None:
    for node in page.body.css(UNWANTED):
        node.decompose()
    for math in page.body.css("semantics"):
        unwrap_node(math)


class BookPage(XhtmlPage):
    START_TAG = ANY_TAG
    STEPS = (
        remove_browser_parts,
        style_formulas,
        choose_whole_pictures,
        choose_book_pictures,
        write_section_numbers,
        mark_notes,
        unfold_details,
        write_task_boxes,
        link_embeds,
        link_media,
        lead_links,
        replace_obsolete,
    )

    def __init__(self, html: str, base: str, names: BookNames) -> None:
        self.names = names
        self.drawn: set[str] = set()
        super().__init__(with_diagram_pictures(html, self.draw), base)

    def draw(self, svg: str) -> str:
        path = self.names.drawing(svg)
        self.drawn.add(path)
        return path

    def prepared(self, html: str) -> str:
        """Code keeps the elements that colour it."""
        return html

    def start_tag(self, name: str, written: str) -> str:
        return book_start_tag(name, written)

    def xhtml(self) -> str:
        """Elements of HTML in formulas say so: XML takes them for MathML."""
        return WORDS_IN_FORMULA.sub(
            lambda words: HTML_START.sub(rf'<\1 xmlns="{HTML_SPACE}"', words[0]), super().xhtml()
        )


def for_book(html: str, *, base: str, names: BookNames) -> BookText:
    """Convert rendered `html`; `base` is the absolute address of its page."""
    xhtml = BookPage(html, base, names).xhtml()
    found = (BookSection(unescape(m[1]), words_of_xhtml(m[2])) for m in SECTION.finditer(xhtml))
    marks = {"mathml": "<math", "svg": "<svg"}
    return BookText(xhtml, tuple(found), tuple(n for n, mark in marks.items() if mark in xhtml))


def words_of_xhtml(xhtml: str) -> str:
    return " ".join(unescape(TAGS.sub("", xhtml)).split())


def book_start_tag(name: str, written: str) -> str:
    if name.lower() in SVG_NAMES:
        space = f' xmlns="{SVG_SPACE}"' if name == "svg" and "xmlns" not in written else ""
        return f"<{name}{space}{written}>"
    values = dict(ATTRIBUTE.findall(written))
    is_math = name == "math" or name not in HTML_NAMES
    allowed = MATH_ATTRIBUTES if is_math else TEXT_ATTRIBUTES
    kept = {each: value for each, value in values.items() if each in allowed}
    if name == "math":
        kept = {"xmlns": MATH_SPACE, **kept}
    elif name == "mtd" and (side := CELLS.get(values.get("class", "").partition(" ")[0])):
        kept["columnalign"] = side
    elif name == "img":
        kept |= {each: values[each] for each in ("width", "height") if each in values}
    if "reversed" in kept:
        kept["reversed"] = "reversed"
    end = "/>" if name in EMPTY_ELEMENTS else ">"
    return "".join([f"<{name}", *(f' {each}="{value}"' for each, value in kept.items()), end])
