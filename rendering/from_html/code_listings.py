"""Code blocks of other systems: their language, and their text without numbers of lines."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..code.code_languages import language_named
from ..tree import children
from .elements_left import class_names, is_left_out
from .listing_options import listing_options

LANGUAGE_CLASS = re.compile(
    r"(?:language-|lang-|lang:|highlight-source-|highlight-text-|brush:|sourceCode-|\bbg_)([\w+#.-]+)"
)
LANGUAGE_ATTRIBUTES = (
    "data-lang",
    "data-language",
    "data-lark-language",
    "lang",
    "data-code-language",
    "data-code-block-lang",
    "data-enlighter-language",
    "data-shcb-language-slug",
)
NUMBERS = frozenset(
    (
        *("gutter", "lineno", "linenos", "lineNumbers", "line-numbers", "line-numbers-rows", "ln"),
        *("lnt", "line-numbers-wrapper", "shcb-language", "code-block-extension-lang"),
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
    "td.code, td.rouge-code, td.blob-code, td.hljs-ln-code, td.react-code-cell,"
    " td.lntd + td.lntd pre"
)
LINES = frozenset({"div", "p", "tr", "li"})
# Systems that name the language as a class beside their own.
LISTING_CLASSES = frozenset(
    {"sourceCode", "highlight", "hljs", "chroma", "src", "syntaxhighlighter", "prettyprint"}
)
NO_LANGUAGE = frozenset({"hljs", "highlight", "prettyprint", "code", "sourcecode", "line-numbers"})


def is_listing(node: LexborNode) -> bool:
    """Whether an element is a code block, also one whose lines are the rows of a table."""
    if node.tag == "pre" or "dp-highlighter" in class_names(node):
        return True
    if node.tag == "figure" and node.css_first("figcaption .lang") is not None:
        return node.css_first("pre") is not None  # of this blog
    return node.tag in ("table", "figure") and node.css_first(LISTING_TABLES) is not None


def listing_of(node: LexborNode) -> tuple[str, str]:
    """The text of a code block, and what stands behind its fence: language, title, lines."""
    part = part_with_code(node)
    text = "".join(listing_texts(part)).replace("\u00a0", " ")
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")] if "\t" in text else None
    text = (text if lines is None else "\n".join(lines)).strip("\n")
    if node.parent is not None and "cnblogs_code" in class_names(node.parent):
        text = without_line_numbers(text)
    language = language_of(node) or language_of(part)
    options = listing_options(node)
    return text, " ".join([language or ("text" if options else ""), *options]).strip()


def without_line_numbers(text: str) -> str:
    """The text without the numbers that cnblogs writes into its lines, if all have them."""
    lines = text.split("\n")
    matches = [re.match(rf" *{n}(?: |$)", line) for n, line in enumerate(lines, 1)]
    return (
        "\n".join(line[m.end() :] for line, m in zip(lines, matches, strict=True) if m)
        if all(matches)
        else text
    )


def part_with_code(node: LexborNode) -> LexborNode:
    """The part of a figure or table without the numbers of the lines."""
    found = None
    if node.tag == "figure":
        found = node.css_first(LISTING_TABLES) or node.css_first("pre")
    elif node.tag == "table":
        found = node.css_first("td.lntd + td.lntd pre")
    return node if found is None else found


def listing_texts(node: LexborNode) -> Iterator[str]:
    """The text with its line ends: some systems have an element for each line."""
    for child in children(node):
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag == "br":
            yield "\n"
        elif not is_left_out(child) and not is_line_number(child):
            inner = "".join(listing_texts(child))
            yield inner
            if child.tag in LINES and not inner.endswith("\n"):
                yield "\n"


def is_line_number(node: LexborNode) -> bool:
    """Whether an element holds numbers of lines. Prism names its code blocks by them."""
    return node.tag not in ("pre", "code") and not NUMBERS.isdisjoint(class_names(node))


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
    if LISTING_CLASSES & set(written.split()):
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
