"""Lines, rules and columns of arrays and matrices."""

import re

from .expand import Expander
from .text import box
from .tokens import Token, place, written

DIMENSION = re.compile(r"\s*[+-]?[\d.,]+\s*[a-z]{2}\s*|\s*\\\w+\s*")


def line_break(reader: Expander, token: Token) -> None:
    r"""`\\*[4pt]` is `\\`: the distance of lines is the page's."""
    reader.takes("*")
    if reader.peek() == "[":
        content = reader.optional() or []
        if not DIMENSION.fullmatch(written(content)):
            reader.push([Token("[", token.at), *content, Token("]", token.at)])
    reader.emit("\\\\", token.at)


def rule_across(reader: Expander, token: Token) -> None:
    """Two rules are one: there is no room between them."""
    before = next((done for done in reversed(reader.out) if not done.blank), None)
    if before is None or before.text not in (r"\hline", r"\hdashline"):
        reader.emit(r"\hdashline" if token.text == r"\hdashline" else r"\hline", token.at)


def multicolumn(reader: Expander, token: Token) -> None:
    count = reader.words()
    reader.argument()
    content = reader.argument()
    more = int(count) - 1 if count.isascii() and count.isdigit() and len(count) < 3 else 0
    reader.push([*content, *[Token("&", token.at)] * more])


def old_environment(reader: Expander, token: Token) -> None:
    r"""Plain TeX's `\matrix{a & b \cr c & d}`."""
    name = token.text[1:]
    content = reader.argument()
    opening, closing = place(rf"\begin{{{name}}}", token.at), place(rf"\end{{{name}}}", token.at)
    reader.push([*opening, *content, *closing])


def between(reader: Expander, token: Token) -> None:
    r"""`\intertext{…}`: words on a line of their own, which take no part in the columns."""
    content = box(reader.argument(), token.at)
    words = [Token(r"\mathrlap", token.at), Token("{", token.at), *content, Token("}", token.at)]
    reader.push([Token("&", token.at), *words, *place(r"\notag\\", token.at)])
