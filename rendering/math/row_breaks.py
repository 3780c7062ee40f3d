"""Commands in arrays and matrices: row breaks, rules, cells across columns."""

import re

from .expand import Expander
from .latex_tokens import Token, to_latex, tokens_at
from .text_mode import text_box

DIMENSION = re.compile(r"\s*[+-]?[\d.,]+\s*[a-z]{2}\s*|\s*\\\w+\s*")


def line_break(reader: Expander, token: Token) -> None:
    r"""`\\*[4pt]` becomes `\\`: the style sheet sets the distance of rows."""
    reader.read_if("*")
    if reader.peek() == "[":
        content = reader.optional() or []
        if not DIMENSION.fullmatch(to_latex(content)):
            reader.push([Token("[", token.at), *content, Token("]", token.at)])
    reader.emit("\\\\", token.at)


def horizontal_rule(reader: Expander, token: Token) -> None:
    """Two rules in a row become one: MathML has no space between them."""
    before = next((done for done in reversed(reader.out) if not done.blank), None)
    if before is None or before.text not in (r"\hline", r"\hdashline"):
        reader.emit(r"\hdashline" if token.text == r"\hdashline" else r"\hline", token.at)


def multicolumn(reader: Expander, token: Token) -> None:
    count = reader.argument_text()
    reader.argument()
    content = reader.argument()
    more = int(count) - 1 if count.isascii() and count.isdigit() and len(count) < 3 else 0
    reader.push([*content, *[Token("&", token.at)] * more])


def plain_tex_environment(reader: Expander, token: Token) -> None:
    r"""The environments of plain TeX: `\matrix{a & b \cr c & d}`."""
    name = token.text[1:]
    content = reader.argument()
    opening, closing = (
        tokens_at(rf"\begin{{{name}}}", token.at),
        tokens_at(rf"\end{{{name}}}", token.at),
    )
    reader.push([*opening, *content, *closing])


def intertext(reader: Expander, token: Token) -> None:
    r"""`\intertext{…}`: text on a row of its own that does not widen the columns."""
    content = text_box(reader.argument(), token.at)
    words = [Token(r"\mathrlap", token.at), Token("{", token.at), *content, Token("}", token.at)]
    reader.push([Token("&", token.at), *words, *tokens_at(r"\notag\\", token.at)])
