"""Subscript `H~2~O` and superscript `x^2^`, in both dialects.

Neither contains a space. A tilde is also used for a range (`1~10，20~30`), a drawn-out word
(`好的~`) and a path (`~/a和~/b`), and a caret for a power (`2^10和2^20`) and an operator (`a^b^c`):
if the second sign seems to open something else, neither is a delimiter.
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
# `\x03` ends the placeholder that Python-Markdown has for code or a formula by now.
BASE = re.compile(r"""[^\W_]|[)\]}>*_`$'"’”′\x03]""")
CHINESE_STOP = re.compile(f"[{PUNCTUATION}{QUOTES}]")
# `H~2~O` has a number before a letter. In `a^b^c` and `1~10~20` the second sign opens something.
NUMBER, DIGIT = re.compile("[0-9]+"), re.compile("[0-9]")
GOES_ON = re.compile(r"[0-9A-Za-z({\[\\]")
FACE_MOUTH = re.compile(r"[_.]+")
# `(^o^)` and `好的^-^`, but `Cl^-^`.
SMILE = re.compile("[oOuω-]")
# `^和^=`: a sentence that mentions two operators.
OPERATOR_NAMES = re.compile("[和与或及到至跟]|and|or")
BASE_END = re.compile(r"[0-9A-Za-z)\]}>*_`$\x03]")
BRACKETS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Script:
    content: str
    end: int


def script_at(text: str, position: int, limit: int) -> Script | None:
    """The subscript or superscript that begins with the sign at `position`, if any."""
    mark, before = text[position], text[position - 1 : position] if position else ""
    match = PATTERNS[mark].match(text, position, limit)
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
    """Whether all brackets, code spans and formulas that begin in `content` also end in it."""
    open_ones: list[str] = []
    for character in content:
        if character in BRACKETS.values():
            open_ones.append(character)
        elif character in BRACKETS and (not open_ones or open_ones.pop() != BRACKETS[character]):
            return False
    return not open_ones and content.count("`") % 2 == 0 and content.count("$") % 2 == 0


def has_base(text: str, position: int) -> bool:
    """Whether a character before `position` can have a subscript."""
    return position > 0 and BASE.match(text, position - 1) is not None


def is_chinese_tilde(text: str, position: int, content: str) -> bool:
    """Whether a tilde stands between Chinese words, as punctuation: `好的~谢谢~`, `周一~周五~`."""
    before = text[max(0, position - 1) : position]
    return bool(HAN_CHARACTER.match(before) and HAN_CHARACTER.search(content))


def scripts_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.after("emphasis", "scripts", scripts_rule)


def scripts_rule(state: StateInline, silent: bool) -> bool:
    mark, start, limit = state.src[state.pos], state.pos, state.posMax
    script = script_at(state.src, start, limit) if mark in SCRIPT_TAGS else None
    if script is None or (mark == "~" and is_chinese_tilde(state.src, start, script.content)):
        return False
    if not silent:
        # Without a base before it, a single tilde is strikethrough, as on GitHub.
        tag = "sub" if has_base(state.src, start) else "del"
        tag = "sup" if mark == "^" else tag
        state.pos, state.posMax = start + 1, script.end - 1
        state.push(f"{tag}_open", tag, 1)
        state.md.inline.tokenize(state)
        state.push(f"{tag}_close", tag, -1)
        state.posMax = limit
    state.pos = script.end
    return True
