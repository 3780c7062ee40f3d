"""Traps within a line: marks without their space, or in full width."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from ..html.characters import HAN_CHARACTER

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
class Trap:
    """`right` is what should stand in place of `wrong`, where that is certain."""

    message: str
    wrong: str = ""
    right: str = ""


Found = Iterator[tuple[int, Trap]]


def headings(lines: list[str]) -> Found:
    for number, line in enumerate(lines):
        if not line.startswith(("#", "＃")):
            continue
        if match := WIDE_HEADING.fullmatch(line):
            right = "#" * len(match[1]) + f" {match[2]}"
            yield number, Trap("A heading begins with # in half width", line, right)
        elif (match := HEADING.fullmatch(line)) and is_heading(match[1], match[2], number):
            message = "If this is a heading, it needs a space after #"
            yield number, Trap(message, line, f"{match[1]} {match[2]}")


def is_heading(marks: str, text: str, number: int) -> bool:
    """`#标题` and `##Title`, but neither `#include` nor tags such as `#深度学习 #NLP`."""
    if len(text) > LONGEST_HEADING or NO_HEADING.match(text):
        return False
    if len(marks) > 1:
        return text[0].isalnum() or text[0] in "*_`“「《【"
    if number or "#" in text or SENTENCE.search(text):
        return False
    return HAN_CHARACTER.match(text) is not None


def lists(lines: list[str]) -> Found:
    """One line may be anything; two in a row are a list that would run together."""
    mended = [item(line) if ITEM.match(line) else None for line in lines]
    if not any(mended):
        return
    several = sum(right is not None for right in mended) > 1
    for number, (line, right) in enumerate(zip(lines, mended, strict=True)):
        wide = WIDE_NUMBER.match(line) or WIDE_BULLET.match(line)
        if right is not None and (several or wide):
            message = "An item of a list begins with “1. ” or “- ”, in half width and with a space"
            yield number, Trap(message, line, right)


def item(line: str) -> str | None:
    """The line as an item of a list, where it nearly is one."""
    if match := NUMBERED.match(line) or WIDE_NUMBER.match(line):
        return f"{int(match[1])}. {line[match.end() :]}"
    if match := BULLET.match(line) or WIDE_BULLET.match(line):
        return f"- {line[match.end() :]}"
    return None


def links(lines: list[str]) -> Found:
    for number, line in enumerate(lines):
        if not any(joint in line for joint in JOINTS):
            continue
        for match in LINK.finditer(without_code(line)):
            if right := mended_link(match):
                message = "A link or picture has its brackets in half width"
                yield number, Trap(message, match[0], right)


def spaced_addresses(lines: list[str]) -> Found:
    """`![图](a b.png)`, which ends before its space."""
    for number, line in enumerate(lines):
        if "](" not in line or " " not in line:
            continue
        for match in SPACED.finditer(without_code(line)):
            target = match[3].strip()
            if " " in target and "=" not in target and ADDRESS.search(target):
                right = f"{match[1]}[{match[2]}]({target.replace(' ', '%20')})"
                message = "An address has no spaces; write %20 for each"
                yield number, Trap(message, match[0], right)


def without_code(line: str) -> str:
    return CODE.sub(lambda code: " " * len(code[0]), line)


def mended_link(match: re.Match[str]) -> str | None:
    mark, opening, text, closing, left, target, right = match.groups()
    if opening + closing + left + right == "[]()":
        return f"![{text}]({target})" if mark == "！" and PICTURE.match(target) else None
    if not ADDRESS.match(target):
        return None
    picture = mark == "!" or (mark == "！" and PICTURE.match(target))
    return f"{'!' if picture else mark}[{text}]({target})"


def definitions(lines: list[str]) -> Found:
    if len(lines) > 1 and re.match(r"：\s*\S", lines[1]):
        message = "A definition begins with “: ”, in half width and with a space"
        yield 1, Trap(message, lines[1], f": {lines[1][1:].strip()}")


def tasks(lines: list[str], in_item: bool) -> Found:
    match = TASK.fullmatch(lines[0]) if in_item else None
    if match:
        yield 0, Trap("A task needs a space after its box", lines[0], f"{match[1]} {match[2]}")


def loose_marks(inline: Token) -> Found:
    """`** 粗 **`, which is not bold for its spaces, where marks are left over in the text."""
    texts = [child.content for child in inline.children or () if child.type == "text"]
    if not any(mark in text for text in texts for mark in ("**", "==", "~~")):
        return
    for number, line in enumerate(inline.content.split("\n")):
        right = tightened(line)
        if right != line:
            yield number, Trap("No space may stand just inside marks, or they show", line, right)


def tightened(line: str) -> str:
    # Every second piece is code.
    pieces = CODE.split(line)
    pieces[::2] = [LOOSE.sub(tight, piece) for piece in pieces[::2]]
    return "".join(pieces)


def tight(match: re.Match[str]) -> str:
    mark, inner = match[1], match[2].strip(SPACES)
    if HAN_CHARACTER.search(inner):
        return f"{mark}{inner}{mark}"
    # `**Theorem: **As`: the space goes outside; `2 ** 3 **4` is no mark at all.
    before, after = match.string[match.start() - 1 : match.start()], match[2][len(inner) :]
    if mark == "**" and not before.strip() and match[2].startswith(inner) and inner[:1].isalpha():
        return f"{mark}{inner}{mark}{after}"
    return match[0]
