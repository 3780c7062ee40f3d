r"""Text inside formulas: `\text{…}`, which may contain formulas, fonts and commands."""

from collections.abc import Iterable

from ..messages import message
from .expand import Expander
from .latex_tokens import Malformed, Token
from .token_reader import TokenReader

FONTS = {
    r"\text": r"\text",
    r"\mbox": r"\text",
    r"\hbox": r"\text",
    r"\textnormal": r"\text",
    r"\textup": r"\text",
    r"\textmd": r"\text",
    r"\textrm": r"\textrm",
    r"\textbf": r"\textbf",
    r"\textit": r"\textit",
    r"\textsl": r"\textit",
    r"\emph": r"\textit",
    r"\texttt": r"\texttt",
    r"\textsf": r"\textsf",
    r"\textsc": r"\textsc",
}
# Characters that are literal in text, but that the converter reads as something else.
CHARACTERS = {
    "_": r"\_",
    "^": r"\textasciicircum ",
    "#": r"\#",
    "&": r"\&",
    "%": r"\%",
    r"\backslash": r"\textbackslash ",
    r"\dots": r"\ldots ",
    r"\-": "",
    r"\/": "",
    r"\!": "",
}
# Accents, letters and spaces that the converter also reads in text.
READABLE_IN_TEXT = frozenset(
    "\\" + name
    for name in (
        *"'\"`~^=.,;:>$%&_#{} ",
        *("H", "r", "u", "v", "c", "i", "j", "ae", "AE", "oe", "OE", "ss", "aa", "AA", "o"),
        *("O", "l", "L", "S", "P", "dag", "ddag", "ldots", "quad", "qquad", "enspace"),
        *("thinspace", "medspace", "space", "lq", "rq", "nobreakspace", "maltese", "degree"),
        *("sout", "checkmark", "textdollar", "textbackslash", "textasciitilde"),
        *("textasciicircum", "textless", "textgreater", "textbar", "textbraceleft"),
        *("textbraceright", "textdegree", "textquoteleft", "textquoteright"),
        *("textquotedblleft", "textquotedblright", "textemdash", "textendash"),
        *("textellipsis", "textregistered", "textunderscore"),
    )
)
# Commands that change the size or font of text are dropped; the text stays.
SWITCHES = frozenset(
    "\\" + name
    for name in (
        *("tiny", "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE"),
        *("huge", "Huge", "rm", "bf", "it", "sf", "tt", "sl", "sc", "cal", "bfseries", "itshape"),
        *(
            "normalfont",
            "rmfamily",
            "sffamily",
            "ttfamily",
            "displaystyle",
            "textstyle",
            "selectfont",
        ),
    )
)


# Circled characters in Unicode.
CIRCLED = {
    "0": "⓪",
    **{str(number): chr(0x245F + number) for number in range(1, 21)},
    **{str(number): chr(0x3250 + number - 20) for number in range(21, 36)},
    **{str(number): chr(0x32B0 + number - 35) for number in range(36, 51)},
    **{chr(0x41 + n): chr(0x24B6 + n) for n in range(26)},
    **{chr(0x61 + n): chr(0x24D0 + n) for n in range(26)},
}
WITH_ARGUMENT = frozenset({*FONTS, r"\textcircled"})


def circled(reader: Expander, token: Token) -> None:
    content = reader.argument()
    known = CIRCLED.get("".join(inner.text for inner in content).strip())
    if known:
        reader.push(text_box([Token(known, token.at, final=True)], token.at))
        return
    reader.emit(token.text, token.at)
    reader.push([Token("{", token.at), *content, Token("}", token.at)])


def prime(reader: Expander, token: Token) -> None:
    """`x′` and `x^′` become `x'`; input methods produce the latter."""
    before = next((done for done in reversed(reader.out) if not done.blank), None)
    alone = before is not None and before.text in ("^", "{", r"\prime ")
    reader.emit(r"\prime " if alone else "'", token.at)


def text_command(reader: Expander, token: Token) -> None:
    reader.push(text_box(reader.argument(), token.at, FONTS[token.text]))


def text_box(content: Iterable[Token], at: int, font: str = r"\text") -> list[Token]:
    """Text as the converter reads it; other things stand beside it and are read again."""
    inner, out, text_tokens = TokenReader(content), list[Token](), list[Token]()

    def close() -> None:
        if text_tokens:
            out.extend(
                [Token(f"{font}{{", at, final=True), *text_tokens, Token("}", at, final=True)]
            )
            text_tokens.clear()

    while inner.stack:
        token = inner.stack.pop()
        if token.text == "$" or token.text == r"\(":
            close()
            out.extend(formula_in_text(inner, token))
        elif token.text in WITH_ARGUMENT:
            close()
            out.extend([token, Token("{", at), *inner.argument(), Token("}", at)])
        elif token.final:
            text_tokens.append(token)
        elif (
            token.text[0] == "\\"
            and token.text not in READABLE_IN_TEXT
            and token.text not in CHARACTERS
        ):
            close()
            out.extend(command_outside_text(inner, token))
        else:
            text_tokens.append(text_character(token))
    # A single text box needs no group: a group would remove an operator's space before it.
    is_one_box = len(text_tokens) > 0 and not out
    close()
    return out if is_one_box or len(out) == 1 else [Token("{", at), *out, Token("}", at)]


def formula_in_text(inner: TokenReader, opening: Token) -> list[Token]:
    closing = "$" if opening.text == "$" else r"\)"
    content: list[Token] = []
    while inner.stack:
        token = inner.stack.pop()
        if token.text == closing:
            return content
        content.append(token)
    raise Malformed(message("formula-in-words-not-closed"), opening.at)


def command_outside_text(inner: TokenReader, token: Token) -> list[Token]:
    """A command that cannot stand in text, with its argument."""
    if token.text in SWITCHES:
        inner.skip_blank()
        return []
    if inner.stack and inner.stack[-1].text == "{":
        return [token, Token("{", token.at), *inner.argument(), Token("}", token.at)]
    return [token]


def text_character(token: Token) -> Token:
    if token.text.startswith("%"):
        return token._replace(text="", final=True)
    return token._replace(text=CHARACTERS.get(token.text, token.text), final=True)
