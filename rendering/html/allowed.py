"""The HTML allowed in articles: a list for all authors, and a wider one for trusted authors.

The wider list adds SVG shapes, obsolete layout elements and picture sources. It allows no scripts,
no requests to other sites, and no classes of the page itself.
"""

from typing import Final

from ..code.code_languages import catalogue
from ..document import (
    CODE_CLASS,
    EMBEDDED_CLASS,
    FORMULA_CLASS,
    IMPLIED_CLASS,
    LINE_ATTRIBUTE,
    MORE_CLASS,
)
from .attribute_lists import CLASSES as AUTHORED
from .attribute_lists import STYLED

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
# Element names of HTML; other names in angle brackets are text.
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
# Elements whose parsing swallows everything up to their end tag.
SWALLOWING = (
    *("audio", "video"),
    *("iframe", "math", "noembed", "noframes", "noscript", "plaintext", "script"),
    *("select", "style", "svg", "template", "textarea", "title", "xmp"),
)
SVG_TAGS = {
    *("svg", "g", "path", "circle", "ellipse", "line", "polyline", "polygon", "rect", "text"),
    *("tspan", "defs", "linearGradient", "radialGradient", "stop", "marker", "clipPath", "desc"),
}
# Elements that need no end tag of their own.
ENDED_BY_OTHERS = frozenset(
    {
        *(name.lower() for name in SVG_TAGS - {"svg", "g"}),
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody"),
        *("tfoot", "colgroup", "caption", "option", "optgroup", "rp", "rt", "html", "head", "body"),
    }
)
ALIGNED = ("div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "img", "caption", "hr")
ATTRIBUTES = {
    # A style attribute becomes classes, because inline styles are forbidden.
    # `read_block_lines` removes the marks with lines.
    "*": {"title", "lang", "dir", "id", "style", LINE_ATTRIBUTE},
    "a": {"href"},
    "aside": {"role"},
    "audio": {"src", "loop"},
    "col": {"span"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "input": {"checked"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "source": {"src"},
    "td": CELL,
    "th": CELL | {"scope"},
    "time": {"datetime"},
    "video": {"src", "loop", "muted", "width", "height"},
}
ATTRIBUTES |= {tag: ATTRIBUTES.get(tag, set()) | {"align"} for tag in ALIGNED}
OWN_CLASSES = {
    "a": {"footnote-ref", "footnote-backref", EMBEDDED_CLASS, IMPLIED_CLASS},
    "aside": {"note", "tip", "warn", "stacked"},
    "code": {FORMULA_CLASS, *(f"language-{name}" for name in catalogue())},
    "details": {"note", "tip", "warn", "tab"},
    "div": {"footnote", "tabs"},
    "pre": {FORMULA_CLASS, CODE_CLASS},
    "section": {"footnotes"},
    "span": {"keys", MORE_CLASS},
    "sup": {"footnote-ref"},
}
CLASSES = {
    tag: OWN_CLASSES.get(tag, set()) | (AUTHORED if tag in STYLED else set())
    for tag in {*OWN_CLASSES, *STYLED}
}

TRUSTED_TAGS = (
    TAGS
    | SVG_TAGS
    | {
        *("address", "area", "big", "footer", "header", "hgroup", "map", "nobr"),
        *("picture", "track"),
    }
)
SVG_ATTRIBUTES = {
    *("clip-path", "clip-rule", "cx", "cy", "d", "dominant-baseline", "dx", "dy", "fill"),
    *("fill-opacity", "fill-rule", "font-family", "font-size", "font-weight", "fx", "fy"),
    *("gradientTransform", "gradientUnits", "height", "marker-end", "marker-mid", "marker-start"),
    *("markerHeight", "markerUnits", "markerWidth", "offset", "opacity", "orient", "pathLength"),
    *("points", "preserveAspectRatio", "r", "refX", "refY", "role", "rotate", "rx", "ry"),
    *("stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-linecap"),
    *("stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor", "textLength"),
    *("transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2", "aria-label"),
}
TRUSTED_ATTRIBUTES = {
    **ATTRIBUTES,
    **dict.fromkeys(SVG_TAGS, SVG_ATTRIBUTES),
    "area": {"alt", "coords", "href", "shape"},
    "map": {"name"},
    "source": {"src", "media", "type", "width", "height"},
    "td": CELL | {"valign", "width"},
    "th": CELL | {"scope", "valign", "width"},
    "track": {"src", "kind", "srclang", "label", "default"},
}
TRUSTED_ATTRIBUTES["img"] = TRUSTED_ATTRIBUTES["img"] | {"usemap"}
