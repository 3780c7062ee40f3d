"""What may be in an article: the source's characters, then the HTML's tags."""

import re
from typing import Final

import nh3

from .authored import CLASSES as AUTHORED
from .authored import STYLED, is_safe_id
from .code.languages import catalogue
from .document import CODE_CLASS, EMBEDDED_CLASS, FORMULA_CLASS, IMPLIED_CLASS, Document

# Control characters, and those that are for a program's own use: ours marks places with them.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufeff\ufffe\uffff]")
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
LINE_END = re.compile("\r\n?")

ZOOM = re.compile(r"(?:zoom|width)\s*:\s*\d{1,4}(?:\.\d+)?(?:%|px)")

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")

TAGS = {
    *HEADINGS,
    *("a", "abbr", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code"),
    *("col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption"),
    *("figure", "hr", "i", "img", "input", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q"),
    *("rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary"),
    *("sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var"),
    *("audio", "source", "video", "wbr"),
}
CELL = {"align", "colspan", "rowspan"}
# What HTML itself knows; other names in angle brackets are words.
HTML_NAMES = TAGS | {
    *("address", "area", "article", "audio", "base", "basefont", "big", "blink"),
    *("body", "button", "canvas", "center", "data", "datalist", "dialog", "dir"),
    *("embed", "fieldset", "font", "footer", "form", "frame", "frameset", "head"),
    *("header", "hgroup", "html", "iframe", "keygen", "label", "legend", "link"),
    *("main", "map", "marquee", "math", "menu", "meta", "meter", "nav", "nobr"),
    *("noembed", "noframes", "noscript", "object", "optgroup", "option", "output"),
    *("param", "picture", "plaintext", "progress", "script", "search", "select"),
    *("slot", "source", "strike", "style", "svg", "template", "textarea", "title"),
    *("track", "tt", "video", "xmp"),
}
# Those that take everything up to their end tag with them.
SWALLOWING = (
    *("audio", "video"),
    *("iframe", "math", "noembed", "noframes", "noscript", "plaintext", "script"),
    *("select", "style", "svg", "template", "textarea", "title", "xmp"),
)
TAG_START = re.compile(r"<(?=/?([A-Za-z][^\s/>]*))")

ATTRIBUTES = {
    "*": {"title", "lang", "dir", "id"},
    "a": {"href"},
    "aside": {"role"},
    "audio": {"src", "loop"},
    "col": {"span"},
    "details": {"open"},
    # Only a size may stand in its style, and it becomes a class.
    "img": {"src", "alt", "width", "height", "style"},
    "input": {"checked"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "source": {"src"},
    "td": CELL,
    "th": CELL | {"scope"},
    "time": {"datetime"},
    "video": {"src", "loop", "muted", "width", "height"},
}
OWN_CLASSES = {
    "a": {"footnote-ref", "footnote-backref", EMBEDDED_CLASS, IMPLIED_CLASS},
    "aside": {"note", "tip", "warn", "stacked"},
    "code": {FORMULA_CLASS, *(f"language-{name}" for name in catalogue())},
    "details": {"note", "tip", "warn", "tab"},
    "div": {"footnote", "tabs"},
    "pre": {FORMULA_CLASS, CODE_CLASS},
    "section": {"footnotes"},
    "span": {"keys"},
    "sup": {"footnote-ref"},
}
CLASSES = {
    tag: OWN_CLASSES.get(tag, set()) | (AUTHORED if tag in STYLED else set())
    for tag in {*OWN_CLASSES, *STYLED}
}


def tidy_source(document: Document) -> None:
    """Characters that no text needs and that would upset what reads it go."""
    source = LINE_END.sub("\n", document.source)
    document.source = HALF_CHARACTER.sub("\ufffd", UNWANTED.sub("", source))


def sanitize(document: Document) -> None:
    cleaned = CLEANER.clean(show_what_is_no_tag(document))
    plain = UNWANTED.sub("", cleaned)  # written as character references
    document.html = document.free_strays(plain)


def show_what_is_no_tag(document: Document) -> str:
    """`vector<int>` and a lone `<script>` are text: as tags they would take words with them."""
    html, shown = document.html, set[str]()
    lower = html.lower()
    ends = {name: lower.rfind(f"</{name}") for name in SWALLOWING}

    def text_or_tag(match: re.Match[str]) -> str:
        name = match[1].lower()
        if name in HTML_NAMES and ends.get(name, len(html)) >= match.start():
            return "<"
        shown.add(match[1])
        return "&lt;"

    html = TAG_START.sub(text_or_tag, html)
    for name in sorted(shown):
        document.warn(f"“<{name}>” is shown as text; if it is code, put it between backticks")
    return html


def keep(tag: str, attribute: str, value: str) -> str | None:
    """The value of an allowed attribute, or None where this one is not."""
    if attribute == "id":
        return value if is_safe_id(value) or is_footnote(tag, value) else None
    if attribute == "style":
        return value if ZOOM.search(value) else None
    if attribute in ("href", "src"):
        # Written as character references, they are not in the source to be removed there.
        return None if UNWANTED.search(value) else value
    if attribute == "role":
        return value if value == "note" else None
    return value


def is_footnote(tag: str, value: str) -> bool:
    """The ids that dialects give to footnotes hold any label; they are rewritten later."""
    return tag in ("a", "li", "sup") and value.startswith(("fn:", "fnref")) and len(value) < 500


CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=keep,
    allowed_classes=CLASSES,
    # The only form control is the box of a task, which nobody can tick.
    set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
