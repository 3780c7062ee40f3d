"""Highlighted code as HTML: one element per line, CSS classes only.

The style sheet draws line numbers, so they are not copied with the code. It counts the lines, or
shows `data-n` if the author sets the first number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import Any

from pygments.token import STANDARD_TYPES, Text, Whitespace

from ..document import html_attributes
from ..page_words import Wording
from ..placeholders import CodeBlock
from .code_languages import Language, lexer_for

Tokens = Iterable[tuple[int, Any, str]]
Marks = dict[int, list[str]]

SHORT = 24
LONGEST_KEPT = 10_000


@lru_cache(maxsize=256)
def class_of(token: Any) -> str:
    """The short class name of Pygments' style sheets, for the token type or its nearest ancestor.

    Whitespace has none, because its colour is invisible.
    """
    while token not in STANDARD_TYPES:
        token = token.parent or Text
    return "" if token in (Text, Whitespace) else STANDARD_TYPES[token]


def highlighted(language: Language, source: str, reach: int) -> list[str]:
    """The HTML of each line; no rule looks ahead more than `reach` characters."""
    make = highlighted_text if len(source) > LONGEST_KEPT else kept_text
    return make(language, source, reach).split("\n")


def highlighted_text(language: Language, source: str, reach: int) -> str:
    text = source if source.endswith("\n") else f"{source}\n"
    found = lexer_for(language, text, reach).get_tokens_unprocessed(text)
    return "".join(token_spans(found)).removesuffix("\n")


# While a text is written, it is rendered after each change, and most of its code stays the same.
kept_text = lru_cache(maxsize=128)(highlighted_text)


def token_spans(found: Tokens) -> Iterator[str]:
    """Join neighbours of one class in one element; no element spans several lines."""
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


# A few short words make up most of any program.
short_span = lru_cache(maxsize=8192)(span)


def escaped_lines(source: str) -> list[str]:
    return escape(source, quote=False).removesuffix("\n").split("\n")


def code_figure(code: CodeBlock, language: Language, lines: list[str], words: Wording) -> str:
    if code.numbers is None:
        code.numbers = language.numbered
    numbered = code.numbers
    marked = marks_by_line(code, len(lines))
    focused = any("focus" in names for names in marked.values())
    names = ["code", "" if numbered else "plain", "focused" if focused else ""]
    numbers = line_numbers(code, len(lines)) if numbered else []
    content = "".join(
        decorated_lines(lines, marked, numbers) if marked or numbers else line_spans(lines)
    )
    return (
        f"<figure{html_attributes(**{'class': ' '.join(filter(None, names))})}>"
        f"{code_caption(code, language, words)}"
        f'<div class="highlight"><pre><code>{content}</code></pre></div></figure>'
    )


def marks_by_line(code: CodeBlock, count: int) -> Marks:
    """The marks of each marked line, by line number."""
    marked: Marks = defaultdict(list)
    for name, first, last in code.marks:
        for number in range(max(first, 1), min(last, count) + 1):
            if name not in marked[number]:
                marked[number].append(name)
    return marked


def line_numbers(code: CodeBlock, count: int) -> list[str]:
    """The text beside each line; [] if counting from 1 in steps of 1 is right."""
    if code.start == code.step == 1:
        return []
    shown = range(code.start, code.start + count)
    return [str(number) if number % code.step == 0 else "" for number in shown]


def line_spans(lines: Iterable[str]) -> Iterator[str]:
    return (f"<span>{line}\n</span>" for line in lines)


def decorated_lines(lines: Iterable[str], marked: Marks, numbers: list[str]) -> Iterator[str]:
    """Each line in its element; `ins` and `del` are recognisable without colours."""
    for number, line in enumerate(lines, 1):
        names = marked.get(number, [])
        tag = next((name for name in names if name in ("ins", "del")), "span")
        classes = html_attributes(**{"class": " ".join(name for name in names if name != tag)})
        shown = f' data-n="{numbers[number - 1]}"' if numbers else ""
        yield f"<{tag}{classes}{shown}>{line}\n</{tag}>"


def code_caption(code: CodeBlock, language: Language, words: Wording) -> str:
    label = words.languages.get(language.label, language.label)
    parts = [("file", escape(code.title)), ("src", source_link(code)), ("lang", escape(label))]
    spans = "".join(f'<span class="{name}">{html}</span>' for name, html in parts if html)
    return f"<figcaption>{spans}</figcaption>" if spans else ""


def source_link(code: CodeBlock) -> str:
    """The caption's link. It is http or https: `read_words` accepts nothing else."""
    if code.link is None:
        return ""
    address, text = code.link
    return f"<a{html_attributes(href=address)}>{escape(text or address)}</a>"
