r"""Words in formulas: `\text{…}` with formulas, fonts and commands inside."""

from collections.abc import Iterable

from .expand import Expander
from .reader import Reader
from .tokens import Malformed, Token

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
# In words these are characters, which the converter wants said otherwise.
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
# Accents, letters and spaces that the converter reads in words too.
READ = frozenset(
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
# What changes the size or the face of words goes: the words stay.
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


def words(reader: Expander, token: Token) -> None:
    reader.push(box(reader.argument(), token.at, FONTS[token.text]))


def box(content: Iterable[Token], at: int, font: str = r"\text") -> list[Token]:
    """Words as the converter reads them; what is no word stands beside them, to be read again."""
    inner, out, said = Reader(content), list[Token](), list[Token]()

    def close() -> None:
        if said:
            out.extend([Token(f"{font}{{", at, final=True), *said, Token("}", at, final=True)])
            said.clear()

    while inner.stack:
        token = inner.stack.pop()
        if token.text == "$" or token.text == r"\(":
            close()
            out.extend(formula(inner, token))
        elif token.text in FONTS:
            close()
            out.extend([token, Token("{", at), *inner.argument(), Token("}", at)])
        elif token.final:
            said.append(token)
        elif token.text[0] == "\\" and token.text not in READ and token.text not in CHARACTERS:
            close()
            out.extend(outside(inner, token))
        else:
            said.append(spoken(token))
    # One box of words needs no group, before which operators would stand without their space.
    is_one_box = len(said) > 0 and not out
    close()
    return out if is_one_box or len(out) == 1 else [Token("{", at), *out, Token("}", at)]


def formula(inner: Reader, opening: Token) -> list[Token]:
    closing = "$" if opening.text == "$" else r"\)"
    content: list[Token] = []
    while inner.stack:
        token = inner.stack.pop()
        if token.text == closing:
            return content
        content.append(token)
    raise Malformed("a formula in words is opened and never closed", opening.at)


def outside(inner: Reader, token: Token) -> list[Token]:
    """A command that words cannot hold, with its argument."""
    if token.text in SWITCHES:
        inner.skip_blank()
        return []
    if inner.stack and inner.stack[-1].text == "{":
        return [token, Token("{", token.at), *inner.argument(), Token("}", token.at)]
    return [token]


def spoken(token: Token) -> Token:
    if token.text.startswith("%"):
        return token._replace(text="", final=True)
    return token._replace(text=CHARACTERS.get(token.text, token.text), final=True)
