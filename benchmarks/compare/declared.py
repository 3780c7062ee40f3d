"""Intended differences from other renderers, one function each.

Each function rewrites the source into what our renderer understands; the other program renders the
result, and its whole structure is compared. `docs/writing.md` describes the differences to authors.
`declared_html.py` has those that only the HTML of the other program shows. In addition, the title's
`h1` counts as `h2` on both sides, an alert counts as a quote, and elements that the sanitizer drops
count on neither side (`structure.py`).
"""

import re
from collections.abc import Callable
from html import unescape

from .declared_links import bare_links, wiki_links
from .declared_words import scripts, words_in_angles
from .outside import outside_code
from .signs import CJK, LETTER, MARK

CJK_CHARACTER = re.compile(f"[{CJK}]")
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
STARS = re.compile(r"\\.|(\*+)")
HEADING_ATTRIBUTES = re.compile(
    r"^([ ]{0,3}#{1,6}[ ].*?)[ \t]*\{[#.][^{}\n]*\}[ \t#]*$", re.MULTILINE
)
BLOCK_ATTRIBUTES = re.compile(
    r"^[ ]{0,3}\{[ ]*(?:[.#][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|[^\s{}\"]+))(?:[ ]+[^{}\n]*)?\}[ \t]*$",
    re.MULTILINE,
)
DEFINITION = re.compile(r"(?<=\S)[ \t]*\n+([ ]*): (?=[ ]*\S)")
CAPTION = re.compile(r"^:(?!\s)(.+\n\s*\n)(?=(?:[ ]*\|.*\n)+<!-- -->)", re.MULTILINE)
ROW = re.compile(r"^[ \t]*\|.*$", re.MULTILINE)
ROW_CODE = re.compile(r"(?<!`)`[^`\n]+`(?!`)")
BAR = re.compile(r"(?<!\\)\|")
ESCAPED_STAR = re.compile(r"\\(\*)")
ENTITY = re.compile(r"&(?:[lg]t|amp);")
ROW_END = re.compile(r"\\{2,}(?=\s|\[|$)")


def chinese_bold(source: str) -> str:
    """`**重点。**内容` is bold: beside a run of asterisks a Chinese character counts as a letter,
    or as punctuation where the other side is (github.com/tats-u/markdown-cjk-friendly).
    """

    def with_roles(run: re.Match[str]) -> str:
        if run[1] is None:  # a sign behind a backslash
            return run[0]
        left, right = source[run.start() - 1 : run.start()], source[run.end() : run.end() + 1]
        before = role_beside(right) if CJK_CHARACTER.match(left) else ""
        after = role_beside(left) if CJK_CHARACTER.match(right) else ""
        return before + run[0] + after

    return STARS.sub(with_roles, source)


def role_beside(other: str) -> str:
    return MARK if PUNCTUATION.match(other) else LETTER


def attributes(source: str) -> str:
    """`## Title {#id .class}` belongs to the heading; on a line of its own, to the block above."""

    def without(text: str) -> str:
        return BLOCK_ATTRIBUTES.sub("", HEADING_ATTRIBUTES.sub(r"\1", text))

    return outside_code(source, without)


def definition_lists(source: str) -> str:
    """Definitions are compared as list items below their term: both programs indent these alike."""
    return outside_code(source, lambda text: DEFINITION.sub(r"\n\n\1- ", text))


def captions(source: str) -> str:
    """d2lbook's `:words` above a table with a label is the caption of the table. Here it becomes a
    paragraph without the colon; the label is already a comment.
    """
    return outside_code(source, lambda text: CAPTION.sub(r"\1", text))


def table_code(source: str) -> str:
    """A `|` within inline code does not end a table cell."""

    def row(line: re.Match[str]) -> str:
        return ROW_CODE.sub(lambda code: BAR.sub(r"\|", code[0]), line[0])

    return ROW.sub(row, source)


COMMONMARK: tuple[Callable[[str], str], ...] = (
    words_in_angles,
    bare_links,
    wiki_links,
    chinese_bold,
    attributes,
    definition_lists,
    captions,
    scripts,
    table_code,
)


def as_others_see_it(source: str) -> str:
    for rewrite in COMMONMARK:
        source = rewrite(source)
    return source


def meant(latex: str) -> str:
    r"""The formula that an author means who escapes LaTeX for Markdown: `\*` is `*`, `&lt;` is
    `<`, and `\\\\` is `\\` where every row of the formula ends so.
    """
    latex = ESCAPED_STAR.sub(r"\1", ENTITY.sub(lambda sign: unescape(sign[0]), latex))
    ends = set(ROW_END.findall(latex))
    return ROW_END.sub(lambda _end: r"\\", latex) if ends == {"\\" * 4} else latex
