"""`==highlights==` and `++insertions++`, parsed as strikethrough is.

Both signs are operators too, and `C++` is a language: expressions and names stay as they are.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from ...html.characters import HAN_CHARACTER

TAGS = {"=": "mark", "+": "ins"}
# `!==`, `==>` and a sign between two words are operators.
OPERATOR_BEFORE, OPERATOR_AFTER = frozenset("!<"), ">"
# `s[i]=='0'`, also with typographic quotes.
COMPARISON = re.compile(r"""(?<=[\])A-Za-z0-9_])==(?=["'‘’“”])""")
LONGER_SIGN = re.compile("={3,}")
# `==和===的区别`, `==与=，再用==`: text about the sign itself.
ABOUT_THE_SIGN = re.compile(
    r"\s*(?:[和与或及跟是的、，,/]|比较|判断|运算符|操作符|表示|等于|相等|号).*[=，。；、,;]",
    re.DOTALL,
)
# `C++`, `i++`, `libstdc++`, and `C ++` with a space.
NAMED_WITH_PLUSES = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]|Notepad|clang|gpp|lib(?:std)?c|(?:MS)?VC|(?:Dev|Turbo|Visual)-?C"
    r"|[Cc][ ])\Z",
    re.IGNORECASE,
)
LONGEST_NAME = 12
# How much content is checked: tokens here, characters in the other dialect.
LONGEST_HIGHLIGHT = 2_000
COMMAS = "，、；：,;:"
PUNCTUATION = f"{COMMAS}。！？.!? \n"
STATEMENT = re.compile(r"[;={}]")
# `++i 和 i++`: an increment, not an insertion.
OPERANDS = re.compile(r"([A-Za-z_]\w*)\b.*\b([A-Za-z_]\w*)", re.ASCII | re.DOTALL)


def highlight_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.after("strikethrough", "marks", highlight_rule)
    markdown.inline.ruler2.after("strikethrough", "marks", convert_highlights)


def highlight_rule(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in TAGS:
        return False
    scanned = state.scanDelims(state.pos, True)
    run = marker * scanned.length
    if scanned.length != 2:
        state.pending += run
        state.pos += scanned.length
        return True
    before = is_ascii_word(state.src, state.pos - 1)
    between = is_operator(state.src, state.pos, marker)
    state.push("text", "", 0).content = run
    state.delimiters.append(
        Delimiter(
            marker=ord(marker),
            length=0,
            token=len(state.tokens) - 1,
            end=-1,
            open=scanned.can_open and not (between or (before and marker == "+")),
            close=scanned.can_close and not between,
        )
    )
    state.pos += 2
    return True


def is_ascii_word(text: str, position: int) -> bool:
    """Whether an ASCII letter or digit is at `position`."""
    return 0 <= position < len(text) and text[position].isascii() and text[position].isalnum()


def is_operator(text: str, position: int, marker: str) -> bool:
    """Whether the two characters at `position` are part of an expression or a name."""
    if is_ascii_word(text, position - 1) and is_ascii_word(text, position + 2):
        return True
    if marker == "=":
        after = text[position + 2 : position + 3]
        if COMPARISON.match(text, position):
            return True
        return text[position - 1 : position] in OPERATOR_BEFORE or after == OPERATOR_AFTER
    before = text[max(0, position - LONGEST_NAME) : position]
    return NAMED_WITH_PLUSES.search(before) is not None


def can_be_highlighted(marker: str, content: str) -> bool:
    """Whether `content`, between two delimiters, can be a highlight or an insertion."""
    if not content.strip(PUNCTUATION):
        return False
    if marker == "=":
        return not LONGER_SIGN.search(content) and not ABOUT_THE_SIGN.match(content)
    if content[:1] in COMMAS or content[-1:] in COMMAS:
        return False
    return HAN_CHARACTER.search(content) is not None or not STATEMENT.search(content)


def convert_highlights(state: StateInline) -> None:
    lists = [state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta)]
    for delimiters in lists:
        for delimiter in delimiters:
            tag = TAGS.get(chr(delimiter.marker))
            if tag and delimiter.end >= 0:
                replace_delimiters(
                    state.tokens, tag, delimiter.token, delimiters[delimiter.end].token
                )


def replace_delimiters(tokens: list[Token], tag: str, first: int, last: int) -> None:
    content = "".join(token.content for token in tokens[first + 1 : last][:LONGEST_HIGHLIGHT])
    if not can_be_highlighted(tokens[first].content[0], content):
        return
    if tag == "ins" and last == first + 2 and is_increment(content):
        return
    for index, name, nesting in ((first, "open", 1), (last, "close", -1)):
        tokens[index] = Token(f"{tag}_{name}", tag, 1 if nesting > 0 else -1)


def is_increment(content: str) -> bool:
    match = OPERANDS.fullmatch(content)
    if match is None:
        return False
    one, other = match.groups()
    return one == other or len(one + other) == 2 or HAN_CHARACTER.search(content) is not None
