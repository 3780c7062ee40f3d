"""Mistakes within a line: Markdown signs without a space, or in full width."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from ..html.characters import HAN_CHARACTER
from ..messages import Message, message

HEADING = re.compile(r"(#{1,6})([^\s#].*)")
WIDE_HEADING = re.compile(r"(?=#{0,5}＃)([#＃]{1,6})[ \u3000]*([^\s#＃].*)")
LONGEST_HEADING = 60
SENTENCE = re.compile(r"[。！？；…，,;!?]$")
NO_HEADING = re.compile(r"[\d!\[({<=|/\\]")

ITEM = re.compile(r"[\d•●▪◦+＊＋－-]")
NUMBERED = re.compile(r"(\d{1,9})(?:[、．][ \u3000]*|[.)](?=[^\W\d]))(?=\S)")
WIDE_NUMBER = re.compile(r"([０-９]{1,9})[．.、)）][ \u3000]*(?=\S)")
BULLET = re.compile(r"(?:[•●▪◦][ \u3000]*|[-+](?=[^\W\d_]))(?=\S)")
WIDE_BULLET = re.compile(r"[－＊＋][ \u3000]+(?=\S)")

LINK = re.compile(
    r"([!！]?)([\[［])([^\[\]［］\n]{0,200})([\]］])([(（])([^\s()（）]{1,500})([)）])"
)
JOINTS = ("](", "]（", "］(", "］（")
ADDRESS = re.compile(r"https?://|www\.|\.{0,2}/|#\S|[\w./-]+\.\w{2,5}$")
PICTURE = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp|avif|bmp)$", re.IGNORECASE)

SPACED = re.compile(r"(!?)\[([^\[\]\n]{0,200})\]\(([^()<>\n\"']{1,300})\)")

CODE = re.compile(r"(`[^`]+`)")
SPACES = " \u3000\u00a0"
LOOSE = re.compile(r"(\*\*|==|~~)([^*=~\n]+)\1")
TASK = re.compile(r"(\[[ xX]\])([^\s(\[:].*)")


@dataclass(frozen=True, slots=True)
class Mistake:
    """`told` says what is wrong; `right` replaces `wrong` if that is certain, else it is ""."""

    told: Message
    wrong: str = ""
    right: str = ""


Mistakes = Iterator[tuple[int, Mistake]]


def headings(lines: list[str]) -> Mistakes:
    for number, line in enumerate(lines):
        if not line.startswith(("#", "＃")):
            continue
        if match := WIDE_HEADING.fullmatch(line):
            right = "#" * len(match[1]) + f" {match[2]}"
            yield number, Mistake(message("heading-wide"), line, right)
        elif (match := HEADING.fullmatch(line)) and is_heading(match[1], match[2], number):
            right = f"{match[1]} {match[2]}"
            yield number, Mistake(message("heading-needs-space"), line, right)


def is_heading(marks: str, text: str, number: int) -> bool:
    """True for `#标题` and `##Title`, not for `#include` and tags such as `#深度学习 #NLP`."""
    if len(text) > LONGEST_HEADING or NO_HEADING.match(text):
        return False
    if len(marks) > 1:
        return text[0].isalnum() or text[0] in "*_`“「《【"
    if number or "#" in text or SENTENCE.search(text):
        return False
    return HAN_CHARACTER.match(text) is not None


def lists(lines: list[str]) -> Mistakes:
    """Warn if two lines look like list items: a single one may be something else."""
    corrected = [as_list_item(line) if ITEM.match(line) else None for line in lines]
    if not any(corrected):
        return
    several = sum(right is not None for right in corrected) > 1
    for number, (line, right) in enumerate(zip(lines, corrected, strict=True)):
        wide = WIDE_NUMBER.match(line) or WIDE_BULLET.match(line)
        if right is not None and (several or wide):
            yield number, Mistake(message("item-malformed"), line, right)


def as_list_item(line: str) -> str | None:
    """The line as a list item, if it almost is one."""
    if match := NUMBERED.match(line) or WIDE_NUMBER.match(line):
        return f"{int(match[1])}. {line[match.end() :]}"
    if match := BULLET.match(line) or WIDE_BULLET.match(line):
        return f"- {line[match.end() :]}"
    return None


def wide_links(lines: list[str]) -> Mistakes:
    for number, line in enumerate(lines):
        if not any(joint in line for joint in JOINTS):
            continue
        for match in LINK.finditer(blank_code(line)):
            if right := corrected_link(match):
                yield number, Mistake(message("link-wide"), match[0], right)


def spaced_addresses(lines: list[str]) -> Mistakes:
    """Warn of `![图](a b.png)`, whose address ends at the space."""
    for number, line in enumerate(lines):
        if "](" not in line or " " not in line:
            continue
        for match in SPACED.finditer(blank_code(line)):
            target = match[3].strip()
            if " " in target and "=" not in target and ADDRESS.search(target):
                right = f"{match[1]}[{match[2]}]({target.replace(' ', '%20')})"
                yield number, Mistake(message("address-has-spaces"), match[0], right)


def blank_code(line: str) -> str:
    return CODE.sub(lambda code: " " * len(code[0]), line)


def corrected_link(match: re.Match[str]) -> str | None:
    mark, opening, text, closing, left, target, right = match.groups()
    if opening + closing + left + right == "[]()":
        return f"![{text}]({target})" if mark == "！" and PICTURE.match(target) else None
    if not ADDRESS.match(target):
        return None
    picture = mark == "!" or (mark == "！" and PICTURE.match(target))
    return f"{'!' if picture else mark}[{text}]({target})"


def definitions(lines: list[str]) -> Mistakes:
    if len(lines) > 1 and re.match(r"：\s*\S", lines[1]):
        right = f": {lines[1][1:].strip()}"
        yield 1, Mistake(message("definition-malformed"), lines[1], right)


def tasks(lines: list[str], in_item: bool) -> Mistakes:
    match = TASK.fullmatch(lines[0]) if in_item else None
    if match:
        yield 0, Mistake(message("task-needs-space"), lines[0], f"{match[1]} {match[2]}")


def loose_marks(inline: Token) -> Mistakes:
    """Warn of `** 粗 **`: marks with a space inside show as text."""
    texts = [child.content for child in inline.children or () if child.type == "text"]
    if not any(mark in text for text in texts for mark in ("**", "==", "~~")):
        return
    for number, line in enumerate(inline.content.split("\n")):
        right = tighten_marks(line)
        if right != line:
            yield number, Mistake(message("marks-with-spaces"), line, right)


def tighten_marks(line: str) -> str:
    # Every second part is code.
    pieces = CODE.split(line)
    pieces[::2] = [LOOSE.sub(tighten_mark, piece) for piece in pieces[::2]]
    return "".join(pieces)


def tighten_mark(match: re.Match[str]) -> str:
    mark, inner = match[1], match[2].strip(SPACES)
    if HAN_CHARACTER.search(inner):
        return f"{mark}{inner}{mark}"
    # In `**Theorem: **As` the space moves outside; `2 ** 3 **4` contains no marks.
    before, after = match.string[match.start() - 1 : match.start()], match[2][len(inner) :]
    if mark == "**" and not before.strip() and match[2].startswith(inner) and inner[:1].isalpha():
        return f"{mark}{inner}{mark}{after}"
    return match[0]
