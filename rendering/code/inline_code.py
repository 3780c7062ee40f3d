"""Inline code with a language: `#!python x = 1`, `x = 1`{.python}.

Dialects, and authors in HTML, write `<code class="language-python">`. It is highlighted after the
text of the article was counted and extracted.
"""

import re

from selectolax.lexbor import LexborNode

from ..document import CODE_CLASS, Document
from ..placeholders import CodeBlock
from ..tree import create_element, replace_node
from .code_html import highlighted
from .code_languages import language_named

PREFIX = "language-"
SHEBANG = re.compile(r"(?:#!|:::)([\w#.+-]{1,40})[ \t]+(?=\S)")


def inline_language(text: str, name: str = "") -> tuple[str, str]:
    """The class for inline code, and its text without the language; "" for an unknown language."""
    bare = name.lower().removeprefix(PREFIX)
    if bare and language_named(bare):
        return PREFIX + bare, text
    shebang = SHEBANG.match(text)
    if shebang and language_named(shebang[1]):
        return PREFIX + shebang[1].lower(), text[shebang.end() :]
    return "", text


def hold_html_code_blocks(document: Document) -> None:
    """Turn `<pre><code class="language-python">` in the author's HTML into a code block."""
    codes = document.body.css(f'pre > code[class*="{PREFIX}"]')
    for code in codes:
        pre, text = code.parent, only_text(code)
        if pre is None or text is None or only_child(pre) != code.mem_id:
            continue
        block = CodeBlock(text.removesuffix("\n") + "\n", language_in(code), title="")
        replace_node(pre, code_placeholder(document, "pre", block))
    if codes:
        # `Document.in_order` reads this HTML.
        document.html = document.body.inner_html or ""


def highlight_inline(document: Document, left: int, reach: int) -> None:
    """Highlight inline code, up to `left` characters."""
    for node in document.body.css(f'code[class*="{PREFIX}"]'):
        text, language = only_text(node), language_named(language_in(node))
        if text is None or language is None or len(text) > left:
            del node.attrs["class"]
            continue
        left -= len(text)
        code = CodeBlock(text, language.alias, title="")
        lines = "\n".join(highlighted(language, text, reach))
        code.html = f'<code class="highlight">{lines}</code>'
        replace_node(node, code_placeholder(document, "code", code))


def language_in(node: LexborNode) -> str:
    names = (node.attributes.get("class") or "").split()
    return next((name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)), "")


def only_text(node: LexborNode) -> str | None:
    child = node.first_child
    if child is None or child.tag != "-text" or child.next is not None:
        return None
    return child.text_content


def only_child(node: LexborNode) -> int | None:
    child = node.first_child
    return child.mem_id if child is not None and child.next is None else None


def code_placeholder(document: Document, tag: str, code: CodeBlock) -> LexborNode:
    node = create_element(document, tag, class_=CODE_CLASS)
    node.insert_child(document.placeholder_name(code))
    return node
