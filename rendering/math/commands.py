r"""Commands that take more than a macro: they look at what follows, or at what came before."""

from collections.abc import Iterable

from . import boxes, colours, environments, operators, physics, row_breaks, siunitx, text
from .chemistry import chemistry
from .commands_table import MACROS
from .expand import Command, Expander
from .lengths import read_length
from .macros import DEFINING, compile_macros, read_definition
from .tokens import Malformed, Token, written

BUILTIN = compile_macros(MACROS)

BIG = ("big", "Big", "bigg", "Bigg")
# How many arguments of these are not for the page; what follows them is.
DROPPED = {
    "class": 1,
    "cssId": 1,
    "href": 1,
    "htmlClass": 1,
    "htmlData": 1,
    "htmlId": 1,
    "htmlStyle": 1,
    "leftroot": 1,
    "require": 1,
    "setlength": 2,
    "style": 1,
    "uproot": 1,
    "enclose": 1,
    "vspace": 1,
    "cline": 1,
    "cmidrule": 1,
    "cellcolor": 1,
    "columncolor": 1,
    "mathtoolsset": 1,
    "rowcolor": 1,
}
# What a reader misses where these are dropped, and what to write.
MISSED = {
    "cellcolor": r"the colour of \cellcolor: colour what the cell holds",
    "cline": r"the rule of \cline: \hline goes across all columns",
    "cmidrule": r"the rule of \cmidrule: \hline goes across all columns",
    "columncolor": r"the colour of \columncolor: colour what the cells hold",
    "enclose": r"what \enclose draws: \boxed, \cancel, \overline and \textcircled are known",
    "href": r"the link of \href: put the formula into a link",
    "rowcolor": r"the colour of \rowcolor: colour what the cells hold",
}
UNSUPPORTED = {
    "input": "another file cannot stand in a formula",
}
# Signs that the converter knows by their commands alone.
SIGNS = {
    "∅": r"\emptyset",
    "∠": r"\angle",
    "∡": r"\measuredangle",
    "∢": r"\sphericalangle",
    "∴": r"\therefore",
    "∵": r"\because",
    "⊤": r"\top",
    "⊥": r"\perp",
    "⦁": r"\bullet",
    # as Markdown has them escaped
    r"\*": "*",
    r"\[": "[",
    r"\]": "]",
    "\u3000": r"\quad",
    "\u2028": " ",
}
ANGLES = {"<": r"\langle", ">": r"\rangle", r"\lt": r"\langle", r"\gt": r"\rangle"}


def define(reader: Expander, token: Token) -> None:
    name, meaning = read_definition(reader, token)
    if token.text != r"\providecommand" or reader.macro(name) is None:
        reader.defined[name] = meaning


def named(reader: Expander, token: Token) -> None:
    r"""`\label`, `\tag`, `\ref`: for the numbering, which sees every formula of the article."""
    starred = reader.takes("*")
    content = reader.argument()
    reader.emit(token.text + "*" * starred, token.at, written(content).strip())


def unnumbered(reader: Expander, token: Token) -> None:
    reader.emit(r"\notag", token.at)


def space(reader: Expander, token: Token) -> None:
    reader.takes("*")
    reader.emit(rf"\hspace{{{read_length(reader)}}}", token.at)


def fence(reader: Expander, token: Token) -> None:
    r"""`\left<`; and `\bigl.`, which draws nothing."""
    following = reader.peek()
    if following == "." and token.text not in (r"\left", r"\right"):
        reader.stack.pop()
        return
    reader.emit(token.text, token.at)
    if following in ANGLES:
        reader.stack.pop()
        reader.emit(ANGLES[following], token.at)


def angle(reader: Expander, token: Token) -> None:
    r"""`\phase{-78^\circ}`: an angle sign before its size."""
    reader.say(r"\angle ", token.at)


def unicode(reader: Expander, token: Token) -> None:
    reader.optional()
    number = reader.words()
    try:
        code = int(number[1:], 16) if number[:1] in ("x", '"') else int(number)
        character = chr(code)
    except (ValueError, OverflowError):
        raise Malformed(f"“{number}” is no character", token.at) from None
    if not character.isprintable():
        raise Malformed(f"“{number}” is no character", token.at)
    reader.emit(rf"\text{{{character}}}" if character not in "\\{}$&#^_%~" else "", token.at)


def dropped(reader: Expander, token: Token) -> None:
    name = token.text[1:]
    for _ in range(DROPPED[name]):
        reader.argument()
    if name in MISSED:
        reader.lost.append(MISSED[name])


def unsupported(reader: Expander, token: Token) -> None:
    raise Malformed(UNSUPPORTED[token.text[1:]], token.at)


def sign(reader: Expander, token: Token) -> None:
    reader.say(f"{SIGNS[token.text]} ", token.at)


KNOWN: dict[str, Command] = {
    r"\begin": environments.begin,
    r"\end": environments.end,
    "\\\\": row_breaks.line_break,
    r"\cr": row_breaks.line_break,
    r"\tabularnewline": row_breaks.line_break,
    r"\multicolumn": row_breaks.multicolumn,
    r"\mathop": operators.operator,
    r"\limits": operators.limits,
    r"\operatorname": operators.operator_name,
    r"\operatornamewithlimits": operators.operator_name,
    r"\not": operators.negated,
    r"\buildrel": operators.built,
    r"\root": operators.root,
    r"\above": operators.above,
    "√": operators.surd,
    r"\color": colours.color,
    r"\textcolor": colours.textcolor,
    r"\colorbox": colours.colorbox,
    r"\fcolorbox": colours.fcolorbox,
    r"\smallsize": boxes.small_size,
    r"\smash": boxes.smash,
    r"\rule": boxes.rule,
    r"\raisebox": boxes.raisebox,
    r"\raise": boxes.raised,
    r"\lower": boxes.raised,
    r"\verb": boxes.verb,
    r"\url": boxes.url,
    r"\includegraphics": boxes.picture,
    r"\sqrt": operators.square_root,
    "′": text.prime,
    r"\textcircled": text.circled,
    r"\definecolor": colours.define,
    r"\bbox": colours.bbox,
    r"\fbox": boxes.framed,
    r"\phase": angle,
    r"\unicode": unicode,
    r"\notag": unnumbered,
    r"\nonumber": unnumbered,
    r"\ce": chemistry,
    r"\pu": chemistry,
    r"\qty": siunitx.quantity_with_unit,
    r"\SI": siunitx.quantity_with_unit,
    r"\unit": siunitx.unit,
    r"\si": siunitx.unit,
    r"\num": siunitx.number,
    r"\ang": siunitx.angle,
    r"\quantity": physics.quantity,
    r"\braket": physics.braket,
    r"\Braket": physics.braket,
    r"\expval": physics.expected,
    r"\intertext": row_breaks.between,
    r"\shortintertext": row_breaks.between,
    r"\ev": physics.expected,
    r"\expectationvalue": physics.expected,
}
GROUPS: list[tuple[Iterable[str], Command]] = [
    (text.FONTS, text.words),
    (DEFINING, define),
    ((r"\tag", r"\label", r"\ref", r"\eqref"), named),
    ((r"\hspace", r"\kern", r"\mkern", r"\hskip", r"\mskip", r"\mspace"), space),
    ((r"\hline", r"\hdashline", r"\toprule", r"\midrule", r"\bottomrule"), row_breaks.rule_across),
    ((r"\matrix", r"\pmatrix", r"\bmatrix", r"\cases"), row_breaks.old_environment),
    (physics.DERIVATIVES, physics.derivative),
    (physics.MATRICES, physics.matrix),
    (siunitx.SEVERAL, siunitx.numbers),
    (boxes.LAPS, boxes.lap),
    ((f"\\{name}" for name in boxes.SIZES), boxes.size),
    ((f"\\{name}" for name in DROPPED), dropped),
    ((f"\\{name}" for name in UNSUPPORTED), unsupported),
    ((rf"\{size}{side}" for size in BIG for side in ("", "l", "m", "r")), fence),
    ((r"\left", r"\right", r"\middle"), fence),
    (SIGNS, sign),
]
COMMANDS = KNOWN | {name: command for names, command in GROUPS for name in names}
