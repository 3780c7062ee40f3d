"""Texts of the classic editor, in which blank lines make paragraphs and line ends are breaks."""

import re

from transfer.html.closed_elements import element_pattern

BLOCK = (
    "address|article|aside|blockquote|caption|center|col|colgroup|dd|details|div|dl|dt|fieldset|"
    "figcaption|figure|footer|form|h[1-6]|header|hr|iframe|legend|li|main|math|menu|nav|object|ol|"
    "option|p|pre|section|select|style|script|summary|svg|table|tbody|td|tfoot|th|thead|tr|ul"
)
CLOSED = re.compile(
    rf"{element_pattern('pre|script|style|textarea|svg|math|object|select')}|<!--.*?-->",
    re.DOTALL | re.IGNORECASE,
)
TAG = re.compile(r"<[A-Za-z/][^<>]*>")
BEGINS_BLOCK = re.compile(rf"\s*</?(?:{BLOCK})\b", re.IGNORECASE)
BEFORE_BLOCK = re.compile(rf"(<(?:{BLOCK})\b[^<>]*>)", re.IGNORECASE)
AFTER_BLOCK = re.compile(rf"(</(?:{BLOCK})\s*>|<hr\b[^<>]*>)", re.IGNORECASE)
BREAK_BESIDE_BLOCK = re.compile(
    rf"(?<=>)[ \t]*\n(?=\s*</?(?:{BLOCK})\b)|(</?(?:{BLOCK})\b[^<>]*>)[ \t]*\n", re.IGNORECASE
)
HELD = "\ue000{}\ue001"
HELD_AT = re.compile("\ue000(\\d+)\ue001")


def with_paragraphs(text: str) -> str:
    """The HTML that WordPress shows for a text (`wpautop`)."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        around = "" if match[0].startswith("<!--") else "\n\n"
        return f"{around}{HELD.format(len(held) - 1)}{around}"

    text = CLOSED.sub(hold, text.replace("\r\n", "\n").replace("\r", "\n"))
    text = TAG.sub(lambda match: match[0].replace("\n", " "), text)
    text = re.sub(r"(?:<br\s*/?>\s*){2,}", "\n\n", text)
    text = AFTER_BLOCK.sub(r"\1\n\n", BEFORE_BLOCK.sub(r"\n\n\1", text))
    made = "\n".join(filter(None, map(paragraph, re.split(r"\n[ \t]*\n", text))))
    return HELD_AT.sub(lambda match: held[int(match[1])], made)


def paragraph(piece: str) -> str:
    piece = piece.strip("\n")
    if not piece.strip():
        return ""
    if BEGINS_BLOCK.match(piece) or HELD_AT.fullmatch(piece.strip()):
        piece = BREAK_BESIDE_BLOCK.sub(r"\1", piece)
        return with_line_breaks(piece)
    return f"<p>{with_line_breaks(piece)}</p>"


def with_line_breaks(piece: str) -> str:
    return re.sub(r"(?<!<br>)(?<!<br/>)(?<!<br />)[ \t]*\n", "<br>\n", piece.strip())
