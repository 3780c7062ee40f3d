r"""Boxes and sizes, which are attributes in MathML: `\rule`, `\smash`, `\llap`, `\Large`."""

from ..messages import message
from .expand import BOX_MARK, Expander
from .latex_tokens import Malformed, Token
from .lengths import em_length, length_in_em, read_length
from .operators import command_with_argument
from .text_mode import text_box

LAPS = {
    r"\llap": "llap",
    r"\mathllap": "llap",
    r"\rlap": "rlap",
    r"\mathrlap": "rlap",
    r"\clap": "clap",
    r"\mathclap": "clap",
}
SIZES = {
    "tiny": "50%",
    "scriptsize": "70%",
    "footnotesize": "80%",
    "small": "90%",
    "normalsize": "100%",
    "large": "120%",
    "Large": "144%",
    "LARGE": "173%",
    "huge": "207%",
    "Huge": "249%",
}
SMASHED = {"t": 'height="0"', "b": 'depth="0"'}


def put_padded(reader: Expander, attributes: str, content: list[Token], at: int) -> None:
    """Put `content` in a box with these attributes."""
    reader.push(
        command_with_argument(r"\mathord", [reader.mark(attributes, at, BOX_MARK), *content], at)
    )


def lap(reader: Expander, token: Token) -> None:
    content = reader.argument()
    if not token.text.startswith(r"\math"):
        content = text_box(content, token.at)
    put_padded(reader, f'class="{LAPS[token.text]}" width="0"', content, token.at)


def smash(reader: Expander, token: Token) -> None:
    which = "".join(inner.text for inner in reader.optional() or [])
    attributes = SMASHED.get(which, 'height="0" depth="0"')
    put_padded(reader, attributes, reader.argument(), token.at)


def rule(reader: Expander, token: Token) -> None:
    raised = length_in_em("".join(inner.text for inner in reader.optional() or [])) or 0.0
    width, height = (
        length_in_em(reader.argument_text()) or 0.0,
        length_in_em(reader.argument_text()) or 0.0,
    )
    up, down = max(0.0, raised + height), max(0.0, -raised)
    sizes = (
        f'width="{em_length(max(0.0, width))}" height="{em_length(up)}" depth="{em_length(down)}"'
    )
    put_padded(reader, f'class="rule" {sizes}', [], token.at)


def raisebox(reader: Expander, token: Token) -> None:
    by = read_length(reader)
    for _ in range(2):
        reader.optional()
    put_padded(reader, f'voffset="{by}"', text_box(reader.argument(), token.at), token.at)


def raise_or_lower(reader: Expander, token: Token) -> None:
    r"""Plain TeX's `\raise1ex\hbox{…}`."""
    by = read_length(reader)
    sign = "-" if token.text == r"\lower" and not by.startswith("-") else ""
    if reader.peek() in (r"\hbox", r"\mbox"):
        reader.next()
    put_padded(reader, f'voffset="{sign}{by}"', text_box(reader.argument(), token.at), token.at)


def verb(reader: Expander, token: Token) -> None:
    reader.read_if("*")
    if not reader.stack:
        raise Malformed(message("verb-without-text"), token.at)
    fence, content = reader.stack.pop().text, ""
    while reader.stack:
        text = reader.stack.pop().text
        if text == fence:
            typewriter(reader, content, token.at)
            return
        content += text
    raise Malformed(message("verb-not-closed"), token.at)


def escaped_text(content: str) -> str:
    special = {"\\": r"\textbackslash ", "~": r"\textasciitilde ", "^": r"\textasciicircum "}
    return "".join(special.get(c, f"\\{c}" if c in "{}$&#_%" else c) for c in content)


def url(reader: Expander, token: Token) -> None:
    typewriter(reader, "".join(inner.text for inner in reader.argument()), token.at)


def typewriter(reader: Expander, content: str, at: int) -> None:
    reader.push(text_box([Token(escaped_text(content), at, final=True)], at, r"\texttt"))


def includegraphics(reader: Expander, token: Token) -> None:
    """Show the picture's alternative text or file name: a formula cannot contain a picture."""
    options = "".join(inner.text for inner in reader.optional() or [])
    address = "".join(inner.text for inner in reader.argument())
    words = options.partition("alt=")[2].partition(",")[0] or address.rpartition("/")[2]
    reader.push(text_box([Token(escaped_text(words), token.at, final=True)], token.at))


def fbox(reader: Expander, token: Token) -> None:
    reader.push(command_with_argument(r"\boxed", text_box(reader.argument(), token.at), token.at))


def font_size(reader: Expander, token: Token) -> None:
    reader.push([reader.mark(f'mathsize="{SIZES[token.text[1:]]}"', token.at)])


def small_size(reader: Expander, token: Token) -> None:
    reader.push([reader.mark('class="small" mathsize="70%"', token.at)])
