"""Code with classes that the stylesheet colours; line numbers are the stylesheet's too."""

import re
from functools import lru_cache
from html import escape

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from .document import CodeBlock, Document, attributes
from .lexing import quicken

LONGEST_HIGHLIGHTED = 200_000
ALIASES = {
    "csv": "text",
    "go-html-template": "html",
    "jsonc": "json",
    "mermaid": "text",
    "plain": "text",
    "plaintext": "text",
    "pseudo": "text",
    "pseudocode": "text",
    "terminal": "console",
    "tree": "text",
    "txt": "text",
    "vue": "html",
}
PLAIN = frozenset({"Bash Session", "Diff", "Text only", "Text output"})
FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)
NAME = re.compile(r"\.?([^\s{},=]+)(?!\S*=)")
TITLE = re.compile(r"""\b(?:title|file)=(?:"([^"]*)"|'([^']*)'|([^\s}]+))""")


def code_block(source: str, info: str, line: int | None = None) -> CodeBlock:
    """From what an author writes behind the fence: `python title="a.py"`, `{.python .input}`."""
    title = TITLE.search(info)
    first = NAME.match(info.strip().lstrip("{").strip())
    return CodeBlock(
        source=source,
        language=first[1] if first else "",
        title=next(filter(None, title.groups()), "") if title else "",
        line=line,
    )


def highlight_codes(document: Document) -> None:
    for code in document.held:
        if isinstance(code, CodeBlock):
            code.html = figure(code, lexer_for(document, code))


def lexer_for(document: Document, code: CodeBlock) -> Lexer:
    if len(code.source) > LONGEST_HIGHLIGHTED:
        document.warn("This code is too long to be highlighted", line=place(document, code))
        return named_lexer("text")
    try:
        return named_lexer(code.language.lower() or "text")
    except ClassNotFound:
        message = f'Unknown code language "{code.language}", shown as plain text'
        document.warn(message, line=place(document, code))
        return named_lexer("text")


def place(document: Document, code: CodeBlock) -> int | None:
    return code.line or document.line_of(code.source)


@lru_cache(maxsize=128)
def named_lexer(name: str) -> Lexer:
    return quicken(get_lexer_by_name(ALIASES.get(name, name), stripnl=False))


def figure(code: CodeBlock, lexer: Lexer) -> str:
    plain = lexer.name in PLAIN
    content = numbered_lines(highlight(code.source, lexer, FORMATTER))
    return (
        f"<figure{attributes(**{'class': 'code plain' if plain else 'code'})}>"
        f"{caption(code, lexer)}"
        f'<div class="highlight"><pre tabindex="0"><code>{content}</code></pre></div></figure>'
    )


def numbered_lines(html: str) -> str:
    """One element a line: what the stylesheet counts."""
    lines = html.removesuffix("\n").split("\n")
    return "".join(f"<span>{line}\n</span>" for line in lines)


def caption(code: CodeBlock, lexer: Lexer) -> str:
    language = code.language if lexer.name == "Text only" else lexer.name
    parts = [("file", code.title), ("lang", language)]
    spans = "".join(f'<span class="{name}">{escape(text)}</span>' for name, text in parts if text)
    return f"<figcaption>{spans}</figcaption>" if spans else ""
