"""What may be in an article: the source's characters, then the HTML's tags."""

import re
from typing import Final

import nh3

from .document import CODE_CLASS, FORMULA_CLASS, Document

UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
LINE_END = re.compile("\r\n?")

# An id of an author's may not shadow one of the site's pages.
RESERVED_IDS = frozenset({"main", "search", "toc", "toch", "latest", "related"})
RESERVED_PREFIXES = ("lw-", "fn-", "fnref-", "eq-")
SAFE_ID = re.compile(r"[\w:.-]{1,100}")

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")

TAGS = {
    *HEADINGS,
    *("a", "abbr", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code"),
    *("col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption"),
    *("figure", "hr", "i", "img", "input", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q"),
    *("rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary"),
    *("sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var"),
    "wbr",
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
    *("iframe", "math", "noembed", "noframes", "noscript", "plaintext", "script"),
    *("select", "style", "svg", "template", "textarea", "title", "xmp"),
)
TAG_START = re.compile(r"<(?=/?([A-Za-z][^\s/>]*))")

ATTRIBUTES = {
    "*": {"title", "lang", "dir"},
    **{heading: {"id"} for heading in HEADINGS},
    "a": {"href", "id"},
    "aside": {"role"},
    "col": {"span"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "input": {"checked"},
    "li": {"id", "value"},
    "ol": {"start", "reversed", "type"},
    "sup": {"id"},
    "td": CELL,
    "th": CELL | {"scope"},
    "time": {"datetime"},
}
CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "aside": {"note", "tip", "warn"},
    "code": {FORMULA_CLASS},
    "details": {"note", "tip", "warn", "tab"},
    "div": {"footnote", "tabs"},
    "pre": {FORMULA_CLASS, CODE_CLASS},
    "section": {"footnotes"},
    "sup": {"footnote-ref"},
}


def tidy_source(document: Document) -> None:
    """Characters that no text needs and that would upset what reads it go."""
    source = LINE_END.sub("\n", document.source)
    document.source = HALF_CHARACTER.sub("\ufffd", UNWANTED.sub("", source))


def sanitize(document: Document) -> None:
    document.html = CLEANER.clean(show_what_is_no_tag(document))


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
    if attribute == "id" and tag in HEADINGS:
        return value if is_safe_id(value) else None
    if attribute in ("href", "src"):
        # Written as character references, they are not in the source to be removed there.
        return None if UNWANTED.search(value) else value
    if attribute == "role":
        return value if value == "note" else None
    return value


def is_safe_id(value: str) -> bool:
    reserved = value in RESERVED_IDS or value.startswith(RESERVED_PREFIXES)
    return not reserved and SAFE_ID.fullmatch(value) is not None


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
