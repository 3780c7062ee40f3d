"""Code with classes that the stylesheet colours; line numbers are the stylesheet's too."""

import re
from dataclasses import replace

from ..document import Document
from ..messages import Wording
from ..placeholders import CodeBlock
from .fast_lexer import reach_for
from .fence import read_info
from .html import figure, highlighted, plain
from .inline import highlight_inline, hold_blocks, inline_language
from .languages import LONGEST_NAME, Language, language_named, nearest
from .line_marks import take_marks

__all__ = ["code_block", "highlight_codes", "hold_blocks", "inline_language", "label_of"]

# In one article; a lexer reads about a million characters in a second.
MOST_HIGHLIGHTED = 200_000
# No one writes longer lines, nor longer stretches of words alone or of spaces; lexers take a time
# that grows with the square of any of them.
LONGEST_LINE = 1_000
LONGEST_RUN = 500
RUN_ENDS = re.compile(r"[^\w\s.$<>?\[\]]+")
GAP = re.compile(r"\s{200}")
MOST_SUGGESTIONS = 5
# What a session begins with, and the lexer that tells its prompts from the rest.
SESSIONS = {"bash": ("$ ", "console"), "python": (">>> ", "pycon")}


def code_block(source: str, info: str, line: int | None = None) -> CodeBlock:
    """From what an author writes behind the fence: `python title="a.py"`, `{.python .input}`."""
    code = CodeBlock(source, language="", title="", line=line)
    read_info(code, info)
    code.source, marks = take_marks(source)
    code.marks += marks
    name, dot, ending = code.language.rpartition(".")
    if dot and name and language_named(code.language) is None and language_named(ending):
        # A file's name in the place of its language.
        code.title, code.language = code.title or code.language, ending
    return code


def label_of(code: CodeBlock, words: Wording) -> str:
    """What a reader would call the language; of text, what the author calls it."""
    label = language_of(code).label
    return words.languages.get(label, label) or code.language or words.text


def language_of(code: CodeBlock) -> Language:
    """Text under its own name where nobody knows the language; a session where it has prompts."""
    known = language_named(code.language[:LONGEST_NAME])
    if known is None:
        return Language("text", code.language[:LONGEST_NAME], numbered=False)
    prompt, session = SESSIONS.get(known.alias, ("", ""))
    if prompt and code.source.lstrip().startswith(prompt):
        return replace(known, alias=session, numbered=False)
    return known


def highlight_codes(document: Document) -> None:
    codes = [thing for thing in document.in_order() if isinstance(thing, CodeBlock)]
    for code in codes:
        warn_of_problems(document, code)
    warn_of_languages(document, codes)
    reach = reach_for(sum(len(code.source) for code in codes))
    left = MOST_HIGHLIGHTED
    for code in codes:
        language = language_of(code)
        if language.is_text or not may_be_highlighted(document, code, left):
            lines = plain(code.source)
        else:
            lines, left = highlighted(language, code.source, reach), left - len(code.source)
        code.html = figure(code, language, lines, document.words)
    highlight_inline(document, left, reach)


def may_be_highlighted(document: Document, code: CodeBlock, left: int) -> bool:
    if len(code.source) > left:
        problem = "All the code of this article is too long to be highlighted; this part is not"
    elif max(map(len, code.source.split("\n"))) > LONGEST_LINE:
        problem = "This code has a line too long to be highlighted; break it"
    elif GAP.search(code.source) or max(map(len, RUN_ENDS.split(code.source))) > LONGEST_RUN:
        problem = "This looks like text, not code, and is not highlighted; its language may be text"
    else:
        return True
    document.warn(problem, line=place(document, code))
    return False


def warn_of_problems(document: Document, code: CodeBlock) -> None:
    for problem in code.problems:
        document.warn(problem, line=place(document, code))
    count = code.source.rstrip("\n").count("\n") + 1
    for first, last in {(first, last) for _, first, last in code.marks}:
        if not 1 <= first <= last <= count:
            lines = str(first) if first == last else f"{first}-{last}"
            message = f"There is no line {lines} to mark in this code; its lines are 1-{count}"
            document.warn(message, line=place(document, code))


def warn_of_languages(document: Document, codes: list[CodeBlock]) -> None:
    """Once for each, at its first place."""
    unknown = {code.language.lower(): code for code in reversed(codes) if is_unknown(code)}
    for number, code in enumerate(reversed(unknown.values())):
        near = nearest(code.language) if number < MOST_SUGGESTIONS else None
        message = f'Unknown code language "{code.language[:LONGEST_NAME]}", shown as plain text'
        hint = f'; did you mean "{near}"?' if near else ""
        document.warn(message + hint, line=place(document, code))


def is_unknown(code: CodeBlock) -> bool:
    return language_named(code.language[:LONGEST_NAME]) is None


def place(document: Document, code: CodeBlock) -> int | None:
    return code.line or document.line_of(code.source)
