"""Highlighted code as HTML: classes only, one element a line.

Numbers are drawn by the stylesheet, so that no clipboard has them: it counts the lines, or shows
`data-n` where the author says which number is the first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape

from pygments.token import STANDARD_TYPES, Text, Whitespace, _TokenType

from ..document import html_attributes
from ..messages import Wording
from ..placeholders import CodeBlock
from .languages import Language, lexer_for

Tokens = Iterable[tuple[int, _TokenType, str]]
Marks = dict[int, list[str]]

SHORT = 24


@lru_cache(maxsize=256)
def class_of(token: _TokenType) -> str:
    """The short class that Pygments' stylesheets know, of the token or the nearest above it.

    Spaces have none: nobody sees their colour.
    """
    while token not in STANDARD_TYPES:
        token = token.parent or Text
    return "" if token in (Text, Whitespace) else STANDARD_TYPES[token]


def highlighted(language: Language, source: str, reach: int) -> list[str]:
    """The HTML of each line; no expression looks farther than `reach`."""
    text = source if source.endswith("\n") else f"{source}\n"
    found = lexer_for(language, text, reach).get_tokens_unprocessed(text)
    return "".join(spans(found)).removesuffix("\n").split("\n")


def spans(found: Tokens) -> Iterator[str]:
    """Neighbours of one class share their element; none reaches over the end of a line."""
    last, held = "", ""
    for _, token, value in found:
        name = class_of(token)
        if name == last:
            held += value
            continue
        yield short_span(last, held) if len(held) < SHORT else span(last, held)
        last, held = name, value
    yield span(last, held)


def span(name: str, text: str) -> str:
    html = escape(text, quote=False)
    if not name or not text:
        return html
    if "\n" not in html:
        return f'<span class="{name}">{html}</span>'
    lines = (f'<span class="{name}">{line}</span>' if line else "" for line in html.split("\n"))
    return "\n".join(lines)


# The same few words make up most of any program.
short_span = lru_cache(maxsize=8192)(span)


def plain(source: str) -> list[str]:
    return escape(source, quote=False).removesuffix("\n").split("\n")


def figure(code: CodeBlock, language: Language, lines: list[str], words: Wording) -> str:
    numbered = language.numbered if code.numbers is None else code.numbers
    marked = marks_of(code, len(lines))
    focused = any("focus" in names for names in marked.values())
    names = ["code", "" if numbered else "plain", "focused" if focused else ""]
    numbers = line_numbers(code, len(lines)) if numbered else []
    content = "".join(decorated(lines, marked, numbers) if marked or numbers else bare(lines))
    return (
        f"<figure{html_attributes(**{'class': ' '.join(filter(None, names))})}>"
        f"{caption(code, language, words)}"
        f'<div class="highlight"><pre tabindex="0"><code>{content}</code></pre></div></figure>'
    )


def marks_of(code: CodeBlock, count: int) -> Marks:
    """The marks of each line that has any."""
    marked: Marks = defaultdict(list)
    for name, first, last in code.marks:
        for number in range(max(first, 1), min(last, count) + 1):
            if name not in marked[number]:
                marked[number].append(name)
    return marked


def line_numbers(code: CodeBlock, count: int) -> list[str]:
    """What stands beside each line, where counting from one would be wrong."""
    if code.start == code.step == 1:
        return []
    shown = range(code.start, code.start + count)
    return [str(number) if number % code.step == 0 else "" for number in shown]


def bare(lines: Iterable[str]) -> Iterator[str]:
    return (f"<span>{line}\n</span>" for line in lines)


def decorated(lines: Iterable[str], marked: Marks, numbers: list[str]) -> Iterator[str]:
    """Each line in its element: `ins` and `del` say without colours what they are."""
    for number, line in enumerate(lines, 1):
        names = marked.get(number, [])
        tag = next((name for name in names if name in ("ins", "del")), "span")
        classes = html_attributes(**{"class": " ".join(name for name in names if name != tag)})
        shown = f' data-n="{numbers[number - 1]}"' if numbers else ""
        yield f"<{tag}{classes}{shown}>{line}\n</{tag}>"


def caption(code: CodeBlock, language: Language, words: Wording) -> str:
    label = words.languages.get(language.label, language.label)
    parts = [("file", escape(code.title)), ("src", link(code)), ("lang", escape(label))]
    spans = "".join(f'<span class="{name}">{html}</span>' for name, html in parts if html)
    return f"<figcaption>{spans}</figcaption>" if spans else ""


def link(code: CodeBlock) -> str:
    """Only the web's own addresses come here: `read_words` takes no others."""
    if code.link is None:
        return ""
    address, text = code.link
    return f"<a{html_attributes(href=address)}>{escape(text or address)}</a>"
