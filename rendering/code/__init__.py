"""Code blocks: highlighted as HTML with CSS classes. The style sheet colours and numbers them."""

import re
from dataclasses import replace

from ..diagrams import draw_diagrams
from ..document import Document
from ..messages import message
from ..page_words import Wording
from ..placeholders import CodeBlock
from .code_html import code_figure, escaped_lines, highlighted
from .code_languages import LONGEST_NAME, Language, language_named, similar_language
from .fast_lexer import lookahead_for
from .fence import read_info
from .inline_code import highlight_inline, hold_html_code_blocks, inline_language
from .line_marks import extract_line_marks

__all__ = [
    "code_block",
    "highlight_code_blocks",
    "hold_html_code_blocks",
    "inline_language",
    "language_label",
]

# Characters per article; a lexer reads about a million characters per second.
MOST_HIGHLIGHTED = 200_000
# Real code stays below these lengths of a line, of a run of words and of a run of spaces; the time
# of lexers is quadratic in any of them.
LONGEST_LINE = 1_000
LONGEST_RUN = 500
RUN_ENDS = re.compile(r"[^\w\s.$<>?\[\]]+")
GAP = re.compile(r"\s{200}")
MOST_SUGGESTIONS = 5
# The prompt of an interactive session, and the lexer that separates prompts from output.
SESSIONS = {"bash": ("$ ", "console"), "python": (">>> ", "pycon")}


def code_block(source: str, info: str, line: int | None = None) -> CodeBlock:
    """Build a code block from an info string: `python title="a.py"`, `{.python .input}`."""
    code = CodeBlock(source, language="", title="", line=line)
    read_info(code, info)
    code.source, marks = extract_line_marks(source)
    code.marks += marks
    name, dot, ending = code.language.rpartition(".")
    if dot and name and language_named(code.language) is None and language_named(ending):
        # A file name in place of the language.
        code.title, code.language = code.title or code.language, ending
    return code


def language_label(code: CodeBlock, words: Wording) -> str:
    """The caption of the language; for plain text, the author's name for it."""
    label = code_language(code).label
    return words.languages.get(label, label) or code.language or words.text


def code_language(code: CodeBlock) -> Language:
    """The language of `code`: plain text if it is unknown, a session if the code has prompts."""
    known = language_named(code.language[:LONGEST_NAME])
    if known is None:
        return Language("text", code.language[:LONGEST_NAME], numbered=False)
    prompt, session = SESSIONS.get(known.alias, ("", ""))
    if prompt and code.source.lstrip().startswith(prompt):
        return replace(known, alias=session, numbered=False)
    return known


def highlight_code_blocks(document: Document) -> None:
    codes = [thing for thing in document.held_in_order() if isinstance(thing, CodeBlock)]
    for code in codes:
        warn_of_problems(document, code)
    draw_diagrams(document, codes)
    codes = [code for code in codes if code.words is None]
    warn_of_languages(document, codes)
    reach = lookahead_for(sum(len(code.source) for code in codes))
    left = MOST_HIGHLIGHTED
    for code in codes:
        language = code_language(code)
        if language.is_text or not may_be_highlighted(document, code, left):
            lines = escaped_lines(code.source)
        else:
            lines, left = highlighted(language, code.source, reach), left - len(code.source)
        code.html = code_figure(code, language, lines, document.words)
    highlight_inline(document, left, reach)


def may_be_highlighted(document: Document, code: CodeBlock, left: int) -> bool:
    if len(code.source) > left:
        problem = message("code-too-much")
    elif max(map(len, code.source.split("\n"))) > LONGEST_LINE:
        problem = message("code-line-too-long")
    elif GAP.search(code.source) or max(map(len, RUN_ENDS.split(code.source))) > LONGEST_RUN:
        problem = message("code-like-text")
    else:
        return True
    document.warn(problem, line=line_of_code(document, code))
    return False


def warn_of_problems(document: Document, code: CodeBlock) -> None:
    for problem in code.problems:
        document.warn(problem, line=line_of_code(document, code))
    count = code.source.rstrip("\n").count("\n") + 1
    for first, last in {(first, last) for _, first, last in code.marks}:
        if not 1 <= first <= last <= count:
            lines = str(first) if first == last else f"{first}-{last}"
            told = message("marked-line-missing", lines=lines, last=count)
            document.warn(told, line=line_of_code(document, code))


def warn_of_languages(document: Document, codes: list[CodeBlock]) -> None:
    """Warn once for each unknown language, at its first occurrence."""
    unknown = {code.language.lower(): code for code in reversed(codes) if is_unknown(code)}
    for number, code in enumerate(reversed(unknown.values())):
        near = similar_language(code.language) if number < MOST_SUGGESTIONS else None
        hint = message("similar-language", language=near) if near else ""
        name = code.language[:LONGEST_NAME]
        told = message("language-unknown", language=name, hint=hint)
        document.warn(told, line=line_of_code(document, code))


def is_unknown(code: CodeBlock) -> bool:
    return language_named(code.language[:LONGEST_NAME]) is None


def line_of_code(document: Document, code: CodeBlock) -> int | None:
    return code.line or document.line_of(code.source)
