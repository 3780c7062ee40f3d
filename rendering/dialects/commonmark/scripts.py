"""Subscript `H~2~O` and superscript `x^2^`: one rule for both dialects.

Neither has a space inside. A tilde is also a range (`1~10，20~30`), a drawl (`好的~`) and a path
(`~/a和~/b`), a caret also a power (`2^10和2^20`) and an operator (`a^b^c`): where the closing mark
seems to open something else, nothing is one.
"""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from ...html.characters import HAN_CHARACTER, PUNCTUATION, QUOTES

PATTERNS = {
    mark: re.compile(rf"{sign}(?![{sign}\[])((?:\\.|[^\s\\{sign}]){{1,100}}){sign}(?!{sign})")
    for mark, sign in (("^", r"\^"), ("~", "~"))
}
SCRIPT_TAGS = {"^": "sup", "~": "sub"}
# Python-Markdown has put code and formulas away by now, between two control characters.
BASE = re.compile(r"""[^\W_]|[)\]}>*_`$'"’”′\x03]""")
CHINESE_STOP = re.compile(f"[{PUNCTUATION}{QUOTES}]")
# `H~2~O`: a number before a letter. `a^b^c` and `1~10~20` go on as they began.
NUMBER, DIGIT = re.compile("[0-9]+"), re.compile("[0-9]")
GOES_ON = re.compile(r"[0-9A-Za-z({\[\\]")
FACE_MOUTH = re.compile(r"[_.]+")
# `(^o^)` and `好的^-^`, but `Cl^-^`.
SMILE = re.compile("[oOuω-]")
# `^和^=`: two operators that a sentence names.
OPERATOR_NAMES = re.compile("[和与或及到至跟]|and|or")
BASE_END = re.compile(r"[0-9A-Za-z)\]}>*_`$\x03]")
BRACKETS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Script:
    content: str
    end: int


def script_at(text: str, place: int, limit: int) -> Script | None:
    """The subscript or superscript that begins with the mark at `place`."""
    mark, before = text[place], text[place - 1 : place] if place else ""
    match = PATTERNS[mark].match(text, place, limit)
    if match is None or before == mark or not is_script(match[1]):
        return None
    if mark == "^" and SMILE.fullmatch(match[1]) and not BASE_END.match(before):
        return None
    if GOES_ON.match(text, match.end(), limit) and (
        not NUMBER.fullmatch(match[1]) or DIGIT.match(text, match.end(), limit)
    ):
        return None
    return Script(match[1], match.end())


def is_script(content: str) -> bool:
    return (
        not FACE_MOUTH.fullmatch(content)
        and not OPERATOR_NAMES.fullmatch(content)
        and content[0] not in "/,.;:!?"
        and not CHINESE_STOP.search(content)
        and is_balanced(content)
    )


def is_balanced(content: str) -> bool:
    """Whether every bracket and every piece of code or formula that begins in it also ends."""
    open_ones: list[str] = []
    for character in content:
        if character in BRACKETS.values():
            open_ones.append(character)
        elif character in BRACKETS and (not open_ones or open_ones.pop() != BRACKETS[character]):
            return False
    return not open_ones and content.count("`") % 2 == 0 and content.count("$") % 2 == 0


def has_base(text: str, place: int) -> bool:
    """Whether there is something that a subscript could belong to."""
    return place > 0 and BASE.match(text, place - 1) is not None


def is_chinese_tilde(text: str, place: int, content: str) -> bool:
    """`好的~谢谢~` and `周一~周五~`: a tilde between Chinese words is punctuation."""
    before = text[max(0, place - 1) : place]
    return bool(HAN_CHARACTER.match(before) and HAN_CHARACTER.search(content))


def scripts_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.after("emphasis", "scripts", scripts_rule)


def scripts_rule(state: StateInline, silent: bool) -> bool:
    mark, start, limit = state.src[state.pos], state.pos, state.posMax
    script = script_at(state.src, start, limit) if mark in SCRIPT_TAGS else None
    if script is None or (mark == "~" and is_chinese_tilde(state.src, start, script.content)):
        return False
    if not silent:
        # With nothing before it, one tilde strikes out, as on GitHub.
        tag = "sub" if has_base(state.src, start) else "del"
        tag = "sup" if mark == "^" else tag
        state.pos, state.posMax = start + 1, script.end - 1
        state.push(f"{tag}_open", tag, 1)
        state.md.inline.tokenize(state)
        state.push(f"{tag}_close", tag, -1)
        state.posMax = limit
    state.pos = script.end
    return True
