"""A page as a tree that steps simplify, written as XHTML that is also valid HTML."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import quote, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..html.alignment import SIDES
from ..html.allowed import ALIGNED
from ..tree import children, replace_node

CODE = re.compile(r"<pre><code>.*?</code></pre>", re.DOTALL)
SPAN = re.compile(r"</?span[^>]*>")
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
# The style of a picture of a formula; the styles of authors are removed.
FORMULA_STYLE = "formula-style"
VOID = frozenset({"br", "col", "hr", "img", "wbr"})
NAME = r"[a-z][a-z0-9]*"
TAG = re.compile(rf'<(br|hr|wbr|math|{NAME}(?=\s))((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*>')
ATTRIBUTE = re.compile(r'([^\s=>"]+)(?:="([^"]*)")?')
MATH_SPACE = "http://www.w3.org/1998/Math/MathML"
CELLS = {"r": "right", "l": "left"}
ALIGNABLE = frozenset({"td", "th", *ALIGNED})
URL_SIGNS = "!#$%&'()*+,/:;=?@[]~"
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class XhtmlPage:
    """`html` of the page at the absolute address `base`; the `STEPS` of a subclass simplify it.

    `start_tag()` writes each tag that `START_TAG` finds, by its name and its attributes.
    """

    START_TAG: ClassVar[re.Pattern[str]] = TAG
    STEPS: ClassVar[tuple[Callable[[Any], None], ...]] = ()

    def __init__(self, html: str, base: str) -> None:
        self.tree = LexborHTMLParser(f"<body>{self.prepared(NOT_XML.sub('', html))}")
        self.base = base
        assert self.tree.body is not None
        self.body = self.tree.body
        for simplify in self.STEPS:
            simplify(self)

    def prepared(self, html: str) -> str:
        """What is done before the tree is built: code without the elements that colour it."""
        return CODE.sub(lambda code: SPAN.sub("", code[0]), html)

    def create(self, tag: str, text: str = "", **attributes: str) -> LexborNode:
        node = self.tree.create_node(tag)
        for name, value in attributes.items():
            node.attrs[name] = value
        if text:
            node.insert_child(text)
        return node

    def rename(self, node: LexborNode, tag: str) -> LexborNode:
        """Replace `node` by a new element without attributes; its children move there."""
        new = self.create(tag)
        replace_node(node, new)
        for child in children(node):
            new.insert_child(child, move=True)
        return new

    def xhtml(self) -> str:
        """Well-formed XML that is also valid HTML."""
        return self.written(self.body.inner_html or "").strip()

    def written(self, html: str) -> str:
        html = html.replace("&nbsp;", "\u00a0")
        return self.START_TAG.sub(lambda match: self.start_tag(match[1], match[2]), html)

    def start_tag(self, name: str, written: str) -> str:
        return portable_start_tag(name, written)


@lru_cache(maxsize=1024)
def portable_start_tag(name: str, written: str, kept_names: frozenset[str] = KEPT) -> str:
    """A start tag with the attributes that have a meaning in other programs."""
    values = dict(ATTRIBUTE.findall(written))
    if name == "math":
        values = {"xmlns": MATH_SPACE, **values}
    elif name == "mtd" and (side := CELLS.get(values.get("class", "").partition(" ")[0])):
        values["columnalign"] = side
    elif name in ALIGNABLE and (side := author_alignment(values.get("class", ""))):
        values["align"] = side
    elif "reversed" in values:
        values["reversed"] = "reversed"
    kept = "".join(f' {each}="{value}"' for each, value in values.items() if each in kept_names)
    if FORMULA_STYLE in values:
        kept += f' style="{values[FORMULA_STYLE]}"'
    return f"<{name}{kept}/>" if name in VOID else f"<{name}{kept}>"


def author_alignment(classes: str) -> str:
    """The side to which these classes align text. Numbers in tables are at the right."""
    names = classes.split()
    side = next((name for name in names if name in SIDES), "")
    return side or ("right" if "num" in names else "")


def absolute_address(base: str, address: str) -> str:
    try:
        return quote(urljoin(base, address), safe=URL_SIGNS)
    except ValueError:  # an invalid address, such as http://[
        return base
