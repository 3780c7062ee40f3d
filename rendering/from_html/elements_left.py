"""Elements that a page does not show, or that are no part of its text."""

import re

from selectolax.lexbor import LexborNode

WITHOUT_TEXT = frozenset(
    (
        *("script", "style", "head", "meta", "link", "title", "template", "noscript", "base"),
        *("button", "select", "textarea", "option", "datalist", "input", "progress", "meter"),
        *("svg", "canvas", "object", "embed", "map", "col", "colgroup", "rp", "xml"),
    )
)
HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|mso-list\s*:\s*ignore"
)
CLUTTER = frozenset(
    (
        *("headerlink", "anchorjs-link", "hash-link"),
        *("mw-editsection", "mw-cite-backlink", "sr-only", "visually-hidden", "screen-reader-text"),
        *(
            "MathJax_Preview",
            "copy-btn",
            "copy-button",
            "btn-copy",
            "copybtn",
            "zeroclipboard-container",
        ),
        *(
            "code-lang",
            "cnblogs_code_toolbar",
            "hljs-button",
            "footnote-backref",
            "data-footnote-backref",
            "reversefootnote",
        ),
        *("katex-html", "mwe-math-fallback-image-hidden", "lark-record-clipboard"),
    )
)


# Links of headings to themselves: a sign or a number.
HEADING_LINKS = frozenset({"anchor", "header-anchor", "heading-anchor", "sec"})
WORDS = re.compile(r"[^\W\d_]{2}")


def class_names(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def style_of(node: LexborNode) -> str:
    return (node.attributes.get("style") or "").lower()


def is_left_out(node: LexborNode) -> bool:
    if node.tag in WITHOUT_TEXT or (node.tag or "").startswith(("!", "-comment", "-doctype")):
        return True
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    names = class_names(node)
    if node.tag == "a" and not HEADING_LINKS.isdisjoint(names) and not WORDS.search(node.text()):
        return True
    return not CLUTTER.isdisjoint(names) or HIDDEN.search(style_of(node)) is not None
