"""A page's HTML for readers without our stylesheet: feeds and mail.

What only our own pages can make work goes: tabs, folding, boxes that scroll, coloured code, signs
that lead back and forth. What such things say stays, in elements that every program knows.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from posixpath import basename
from urllib.parse import quote, unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..html.alignment import SIDES
from ..html.allowed import ALIGNED
from ..html.palette import FEED_COLOURS
from ..html.text_flow import BLOCKS
from ..tree import children, replace_node

CODE = re.compile(r'<pre tabindex="0"><code>.*?</code></pre>', re.DOTALL)
SPAN = re.compile(r"</?span[^>]*>")
UNWANTED = "a.back, a.sec, figure.code .lang"
UNWRAPPED = "div.tbl, div.tabs, div.highlight, div.box, span.box, span.eq, span"
KEPT = frozenset(
    {
        *("align", "alt", "cite", "color", "colspan", "datetime", "dir", "height", "href", "lang"),
        *(
            "reversed",
            "rowspan",
            "scope",
            "span",
            "src",
            "start",
            "title",
            "type",
            "value",
            "width",
        ),
        # of MathML
        *("accent", "accentunder", "alttext", "columnalign", "columnspan", "depth"),
        *("display", "displaystyle", "encoding", "fence", "form", "largeop", "linethickness"),
        *("lspace", "mathbackground", "mathcolor", "mathsize", "mathvariant", "maxsize"),
        *("minsize", "movablelimits", "notation", "rspace", "scriptlevel", "separator", "stretchy"),
        *("symmetric", "voffset", "xmlns"),
    }
)
VOID = frozenset({"br", "col", "hr", "img", "wbr"})
NAME = r"[a-z][a-z0-9]*"
TAG = re.compile(rf'<(br|hr|wbr|math|{NAME}(?=\s))((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*>')
ATTRIBUTE = re.compile(r'([^\s=>"]+)(?:="([^"]*)")?')
MATH_SPACE = "http://www.w3.org/1998/Math/MathML"
CELLS = {"r": "right", "l": "left"}
ALIGNABLE = frozenset({"td", "th", *ALIGNED})
URL_SIGNS = "!#$%&'()*+,/:;=?@[]~"
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Page:
    """`html` as the site shows it, on the page at the absolute address `base`."""

    def __init__(self, html: str, base: str) -> None:
        plain_code = CODE.sub(lambda code: SPAN.sub("", code[0]), NOT_XML.sub("", html))
        self.tree = LexborHTMLParser(f"<body>{plain_code}")
        self.base = base
        assert self.tree.body is not None
        self.body = self.tree.body
        for simplify in STEPS:
            simplify(self)

    def create(self, tag: str, text: str = "", **attributes: str) -> LexborNode:
        node = self.tree.create_node(tag)
        for name, value in attributes.items():
            node.attrs[name] = value
        if text:
            node.insert_child(text)
        return node

    def rename(self, node: LexborNode, tag: str) -> LexborNode:
        """The element that takes the place of `node`, with its children alone."""
        new = self.create(tag)
        replace_node(node, new)
        for child in children(node):
            new.insert_child(child, move=True)
        return new

    def xhtml(self) -> str:
        """Well-formed XML that is good HTML too; local addresses with their host."""
        html = (self.body.inner_html or "").replace("&nbsp;", "\u00a0")
        return TAG.sub(lambda match: tag(match[1], match[2]), html).strip()


@lru_cache(maxsize=1024)
def tag(name: str, written: str) -> str:
    """A start tag with the attributes that mean something elsewhere."""
    values = dict(ATTRIBUTE.findall(written))
    if name == "math":
        values = {"xmlns": MATH_SPACE, **values}
    elif name == "mtd" and (side := CELLS.get(values.get("class", "").partition(" ")[0])):
        values["columnalign"] = side
    elif name in ALIGNABLE and values.get("class") in SIDES:
        values["align"] = values["class"]
    elif "reversed" in values:
        values["reversed"] = "reversed"
    kept = "".join(f' {each}="{value}"' for each, value in values.items() if each in KEPT)
    return f"<{name}{kept}/>" if name in VOID else f"<{name}{kept}>"


def complete_addresses(page: Page) -> None:
    for node in page.body.css("[href], [src]"):
        for name in ("href", "src"):
            if address := node.attributes.get(name):
                node.attrs[name] = absolute(page.base, address)


def absolute(base: str, address: str) -> str:
    try:
        return quote(urljoin(base, address), safe=URL_SIGNS)
    except ValueError:  # no address at all, such as http://[
        return base


def take_away(page: Page) -> None:
    for node in page.body.css(UNWANTED):
        node.decompose()


def write_footnote_signs(page: Page) -> None:
    """In brackets, which still part them from a number where nothing is raised."""
    for link in page.body.css("sup.fn > a"):
        link.replace_with(page.create("a", f"[{link.text()}]", href=link.attributes["href"] or ""))
    for notes in page.body.css("section.notes"):
        notes.insert_before(page.create("hr"), move=True)
        open_up(notes)


def name_codes(page: Page) -> None:
    """A file's name stands before its text."""
    for figure in page.body.css("figure.code"):
        for caption in figure.css("figcaption"):
            names = [child for child in children(caption) if child.tag == "span"]
            title = page.create("p") if names else None
            if title is not None:
                caption.insert_before(title, move=True)
                for name in names:
                    title.insert_child(page.rename(name, "strong"), move=True)
            caption.decompose()
        open_up(figure)


def unfold(page: Page) -> None:
    for summary in page.body.css("summary"):
        entitle(page, summary)
    for details in page.body.css("details"):
        if is_note(details):
            page.rename(details, "blockquote")
        else:
            open_up(details)


def quote_callouts(page: Page) -> None:
    for title in page.body.css("aside > b"):
        entitle(page, title)
    for aside in page.body.css("aside"):
        page.rename(aside, "blockquote")


def open_up(node: LexborNode) -> None:
    """What is in `node` takes its place."""
    if node.first_child is None:
        node.decompose()
    else:
        node.unwrap()


def entitle(page: Page, node: LexborNode) -> None:
    """A bold paragraph of its own, unless it has blocks in it."""
    if any(child.tag in BLOCKS for child in children(node)):
        page.rename(node, "div")
        return
    paragraph = page.create("p")
    node.insert_before(paragraph, move=True)
    paragraph.insert_child(page.rename(node, "strong"), move=True)


def is_note(node: LexborNode) -> bool:
    return "note" in (node.attributes.get("class") or "").split()


def write_task_boxes(page: Page) -> None:
    for box in page.body.css("input"):
        box.replace_with("☑" if "checked" in box.attributes else "☐")


def say_captions_once(page: Page) -> None:
    """The words for a picture are not repeated where its caption says the same."""
    for figure in page.body.css("figure"):
        caption, media = figure.css_first("figcaption"), figure.css_first("img, video, audio")
        if caption is None or media is None:
            continue
        for name in ("alt", "aria-label"):
            words = media.attributes.get(name)
            if words and caption.text().strip().endswith(words):
                media.attrs[name] = ""


def link_media(page: Page) -> None:
    """Films and sound play on the page."""
    for media in page.body.css("video, audio"):
        source = media if "src" in media.attributes else media.css_first("source[src]")
        address = source.attributes["src"] or "" if source else ""
        values = media.attributes
        name = values.get("title") or values.get("aria-label") or file_name(address)
        media.replace_with(page.create("a", f"▶ {name}", href=address))


def file_name(address: str) -> str:
    return unquote(basename(urlsplit(address).path)) or address


def paint(page: Page) -> None:
    """Coloured words, in the only way that needs no style."""
    for node in page.body.css("span[class]"):
        names = (node.attributes.get("class") or "").split()
        if colour := next((FEED_COLOURS[name] for name in names if name in FEED_COLOURS), ""):
            page.rename(node, "font").attrs["color"] = colour


def unwrap(page: Page) -> None:
    for node in page.body.css("div.eq"):
        page.rename(node, "p")
    for node in page.body.css(UNWRAPPED):
        open_up(node)


STEPS: tuple[Callable[[Page], None], ...] = (
    complete_addresses,
    take_away,
    write_footnote_signs,
    name_codes,
    quote_callouts,
    unfold,
    write_task_boxes,
    say_captions_once,
    link_media,
    paint,
    unwrap,
)
