r"""Boxes and sizes, which MathML says in attributes: `\rule`, `\smash`, `\llap`, `\Large` …"""

from .expand import BOX_MARK, Expander
from .lengths import em, ems, read_length
from .operators import wrapped
from .text import box
from .tokens import Malformed, Token

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


def padded(reader: Expander, attributes: str, content: list[Token], at: int) -> None:
    """`content` in a box with these attributes."""
    reader.push(wrapped(r"\mathord", [reader.mark(attributes, at, BOX_MARK), *content], at))


def lap(reader: Expander, token: Token) -> None:
    content = reader.argument()
    if not token.text.startswith(r"\math"):
        content = box(content, token.at)
    padded(reader, f'class="{LAPS[token.text]}" width="0"', content, token.at)


def smash(reader: Expander, token: Token) -> None:
    which = "".join(inner.text for inner in reader.optional() or [])
    attributes = SMASHED.get(which, 'height="0" depth="0"')
    padded(reader, attributes, reader.argument(), token.at)


def rule(reader: Expander, token: Token) -> None:
    raised = ems("".join(inner.text for inner in reader.optional() or [])) or 0.0
    width, height = ems(reader.words()) or 0.0, ems(reader.words()) or 0.0
    up, down = max(0.0, raised + height), max(0.0, -raised)
    sizes = f'width="{em(max(0.0, width))}" height="{em(up)}" depth="{em(down)}"'
    padded(reader, f'class="rule" {sizes}', [], token.at)


def raisebox(reader: Expander, token: Token) -> None:
    by = read_length(reader)
    for _ in range(2):
        reader.optional()
    padded(reader, f'voffset="{by}"', box(reader.argument(), token.at), token.at)


def raised(reader: Expander, token: Token) -> None:
    r"""Plain TeX's `\raise1ex\hbox{…}`."""
    by = read_length(reader)
    sign = "-" if token.text == r"\lower" and not by.startswith("-") else ""
    if reader.peek() in (r"\hbox", r"\mbox"):
        reader.next()
    padded(reader, f'voffset="{sign}{by}"', box(reader.argument(), token.at), token.at)


def verb(reader: Expander, token: Token) -> None:
    reader.takes("*")
    if not reader.stack:
        raise Malformed(r"\verb without its text", token.at)
    fence, said = reader.stack.pop().text, ""
    while reader.stack:
        text = reader.stack.pop().text
        if text == fence:
            typewriter(reader, said, token.at)
            return
        said += text
    raise Malformed(r"\verb is never closed", token.at)


def text_of(said: str) -> str:
    special = {"\\": r"\textbackslash ", "~": r"\textasciitilde ", "^": r"\textasciicircum "}
    return "".join(special.get(c, f"\\{c}" if c in "{}$&#_%" else c) for c in said)


def url(reader: Expander, token: Token) -> None:
    typewriter(reader, "".join(inner.text for inner in reader.argument()), token.at)


def typewriter(reader: Expander, said: str, at: int) -> None:
    reader.push(box([Token(text_of(said), at, final=True)], at, r"\texttt"))


def picture(reader: Expander, token: Token) -> None:
    """A formula cannot hold a picture: its words, or its name, stand there."""
    options = "".join(inner.text for inner in reader.optional() or [])
    address = "".join(inner.text for inner in reader.argument())
    words = options.partition("alt=")[2].partition(",")[0] or address.rpartition("/")[2]
    reader.push(box([Token(text_of(words), token.at, final=True)], token.at))


def framed(reader: Expander, token: Token) -> None:
    reader.push(wrapped(r"\boxed", box(reader.argument(), token.at), token.at))


def size(reader: Expander, token: Token) -> None:
    reader.push([reader.mark(f'mathsize="{SIZES[token.text[1:]]}"', token.at)])


def small_size(reader: Expander, token: Token) -> None:
    reader.push([reader.mark('class="small" mathsize="70%"', token.at)])
