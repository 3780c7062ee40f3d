"""Code blocks of other systems: their language, and their text without numbers of lines."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..code.code_languages import language_named
from ..tree import children
from .elements_left import class_names, is_left_out

LANGUAGE_CLASS = re.compile(
    r"(?:language-|lang-|highlight-source-|highlight-text-|brush:|sourceCode-)([\w+#.-]+)"
)
LANGUAGE_ATTRIBUTES = (
    "data-lang",
    "data-language",
    "data-lark-language",
    "lang",
    "data-code-language",
)
NUMBERS = frozenset(
    (
        *("gutter", "lineno", "linenos", "lineNumbers", "line-numbers", "line-numbers-rows", "ln"),
        *(
            "hljs-ln-numbers",
            "rouge-gutter",
            "blob-num",
            "react-line-number",
            "linenodiv",
            "ln-num",
        ),
        *(
            "pre-numbering",
            "code-block-extension-header",
            "code-header",
            "toolbar",
            "copy-code-btn",
        ),
    )
)
LISTING_TABLES = (
    "td.code, td.rouge-code, td.blob-code, td.hljs-ln-code, td.react-code-cell, td.lntd pre.chroma"
)
LINES = frozenset({"div", "p", "tr", "li"})
NO_LANGUAGE = frozenset({"hljs", "highlight", "prettyprint", "code", "sourcecode", "line-numbers"})


def is_listing(node: LexborNode) -> bool:
    """Whether an element is a code block, also one whose lines are the rows of a table."""
    if node.tag == "pre":
        return True
    if node.tag == "figure" and node.css_first("figcaption .lang") is not None:
        return node.css_first("pre") is not None  # of this blog
    return node.tag in ("table", "figure") and node.css_first(LISTING_TABLES) is not None


def listing_of(node: LexborNode) -> tuple[str, str]:
    """The text of a code block, and the name of its language."""
    part = node.css_first(LISTING_TABLES) or node.css_first("pre")
    part = part if node.tag == "figure" else None
    text = "".join(listing_texts(part if part is not None else node)).replace("\u00a0", " ")
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")] if "\t" in text else None
    text = text if lines is None else "\n".join(lines)
    return text.strip("\n"), language_of(node)


def listing_texts(node: LexborNode) -> Iterator[str]:
    """The text with its line ends: some systems have an element for each line."""
    for child in children(node):
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag == "br":
            yield "\n"
        elif not is_left_out(child) and NUMBERS.isdisjoint(class_names(child)):
            inner = "".join(listing_texts(child))
            yield inner
            if child.tag in LINES and not inner.endswith("\n"):
                yield "\n"


def language_of(node: LexborNode) -> str:
    """The name that the dialect knows, "" for none: of the element, in it, or around it."""
    caption = node.css_first("figcaption .lang")
    if caption is not None and (name := known_language(caption.text())):
        return name
    inner = node.css_first("code")
    around = [node, inner, node.parent, node.parent.parent if node.parent else None]
    for each in around:
        is_near = each is not None and each.tag not in ("body", "html", "article", "main", None)
        if each is not None and is_near and (name := named_language(each)):
            return name
    return ""


def named_language(node: LexborNode) -> str:
    written = (node.attributes.get("class") or "").replace("brush: ", "brush:")
    found = [match[1] for match in LANGUAGE_CLASS.finditer(written)]
    found += [
        node.attributes.get(name) or ""
        for name in LANGUAGE_ATTRIBUTES
        if node.tag == "pre" or name != "lang"
    ]
    if {"sourceCode", "highlight", "hljs", "chroma", "src"} & set(written.split()):
        found += [
            name.removeprefix("src-") for name in written.split() if name.lower() not in NO_LANGUAGE
        ]
    return next((name for each in found if (name := known_language(each))), "")


def known_language(name: str) -> str:
    name = name.strip(";").lower()
    known = language_named(name) if name else None
    return (
        "" if known is None or (known.is_text and name in ("text", "plain", "plaintext")) else name
    )
