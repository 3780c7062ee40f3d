r"""`\color` and similar commands, with CSS names, LaTeX names and numeric colours."""

import re

from ..messages import message
from .expand import Expander
from .latex_tokens import Malformed, Token
from .macro_definitions import Macro
from .operators import command_with_argument
from .text_mode import text_box

HEX = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
# A colour that the author defines is stored as a macro with this prefix, which no macro name has.
DEFINED_PREFIX = r"\definecolor "
NUMBER = re.compile(r"\d*\.?\d+")
# CSS colour names in use; the converter knows LaTeX's, which begin with a capital letter.
NAMES = frozenset(
    [
        "aqua",
        "black",
        "blue",
        "brown",
        "chocolate",
        "coral",
        "crimson",
        "cyan",
        "darkblue",
        "darkcyan",
        "darkgray",
        "darkgreen",
        "darkgrey",
        "darkmagenta",
        "darkorange",
        "darkred",
        "darkviolet",
        "deeppink",
        "deepskyblue",
        "dimgray",
        "dodgerblue",
        "firebrick",
        "forestgreen",
        "fuchsia",
        "gold",
        "goldenrod",
        "gray",
        "green",
        "grey",
        "hotpink",
        "indigo",
        "khaki",
        "lavender",
        "lightblue",
        "lightcoral",
        "lightcyan",
        "lightgray",
        "lightgreen",
        "lightgrey",
        "lightpink",
        "lightsalmon",
        "lightseagreen",
        "lightskyblue",
        "lightyellow",
        "lime",
        "limegreen",
        "magenta",
        "maroon",
        "mediumblue",
        "mediumpurple",
        "mediumseagreen",
        "midnightblue",
        "navy",
        "olive",
        "orange",
        "orangered",
        "orchid",
        "pink",
        "plum",
        "purple",
        "rebeccapurple",
        "red",
        "royalblue",
        "salmon",
        "seagreen",
        "sienna",
        "silver",
        "skyblue",
        "slateblue",
        "slategray",
        "springgreen",
        "steelblue",
        "tan",
        "teal",
        "tomato",
        "turquoise",
        "violet",
        "wheat",
        "white",
        "yellow",
        "yellowgreen",
    ]
)


def definecolor(reader: Expander, token: Token) -> None:
    r"""`\definecolor{name}{RGB}{1,2,3}`, for the rest of the article."""
    name = reader.argument_text()
    colour = defined_colour(reader.argument_text(), reader.argument_text(), token.at)
    reader.defined[DEFINED_PREFIX + name] = Macro((Token(colour, token.at),))


def defined_colour(model: str, value: str, at: int) -> str:
    if match := HEX.fullmatch(value):
        return f"#{match[1].lower()}"
    return value if model == "named" and value in NAMES else hex_colour(model, value, at)


def read_colour(reader: Expander, at: int) -> tuple[str, str]:
    """Read a colour: its CSS value, or "" and a name that only LaTeX may know."""
    model = "".join(token.text for token in reader.optional() or []).strip()
    value = reader.argument_text()
    if own := reader.macro(DEFINED_PREFIX + value):
        return own.tokens[0].text, ""
    if match := HEX.fullmatch(value):
        return f"#{match[1].lower()}", ""
    if model:
        return hex_colour(model, value, at), ""
    return (value, "") if value in NAMES else ("", value)


def colour_switch(reader: Expander, at: int, attribute: str = "mathcolor") -> Token:
    """A token that colours the rest of its group."""
    colour, name = read_colour(reader, at)
    if colour:
        return reader.mark(f'{attribute}="{colour}"', at)
    if not name.isalpha() or attribute != "mathcolor":
        raise Malformed(message("colour-none", text=name), at)
    return Token(rf"\color{{{name}}}", at, final=True)


def color(reader: Expander, token: Token) -> None:
    r"""`\color{red}{x}` colours only the group, as in MathJax; other uses colour what follows."""
    mark = colour_switch(reader, token.at)
    if reader.peek() == "{":
        textcolor_group(reader, mark, reader.argument())
    else:
        reader.push([mark])


def textcolor(reader: Expander, token: Token) -> None:
    mark = colour_switch(reader, token.at)
    textcolor_group(reader, mark, reader.argument())


def textcolor_group(reader: Expander, mark: Token, content: list[Token]) -> None:
    reader.push([Token("{", mark.at), mark, *content, Token("}", mark.at)])


def colorbox(reader: Expander, token: Token) -> None:
    mark = colour_switch(reader, token.at, "mathbackground")
    textcolor_group(reader, mark, text_box(reader.argument(), token.at))


def fcolorbox(reader: Expander, token: Token) -> None:
    """The frame gets the text's colour: MathML has no frame colour."""
    read_colour(reader, token.at)
    mark = colour_switch(reader, token.at, "mathbackground")
    content = text_box(reader.argument(), token.at)
    reader.push(
        [
            Token("{", token.at),
            mark,
            *command_with_argument(r"\boxed", content, token.at),
            Token("}", token.at),
        ]
    )


def bbox(reader: Expander, token: Token) -> None:
    r"""MathJax's `\bbox[yellow, 5px, border: 2px solid red]{x}`."""
    options = "".join(inner.text for inner in reader.optional() or [])
    words = [word.strip() for word in options.split(",")]
    colour = next((word for word in words if word in NAMES or HEX.fullmatch(word)), "")
    content = reader.argument()
    if "border" in options:
        content = command_with_argument(r"\boxed", content, token.at)
    if colour:
        content = [reader.mark(f'mathbackground="{colour}"', token.at), *content]
    reader.push([Token("{", token.at), *content, Token("}", token.at)])


def hex_colour(model: str, value: str, at: int) -> str:
    parts = [float(part) for part in NUMBER.findall(value)]
    if model == "RGB" and len(parts) == 3:
        shares = parts
    elif model == "rgb" and len(parts) == 3:
        shares = [255 * part for part in parts]
    elif model == "gray" and len(parts) == 1:
        shares = [255 * parts[0]] * 3
    else:
        raise Malformed(message("colour-none", text=value), at)
    return "#" + "".join(f"{max(0, min(255, round(share))):02x}" for share in shares)
