r"""The table of commands that need code: they read what follows, or change what came before."""

from collections.abc import Iterable

from ..messages import message
from . import (
    box_commands,
    colour_commands,
    environments,
    operators,
    physics,
    row_breaks,
    siunitx,
    text_mode,
)
from .builtin_macros import MACROS
from .chemistry import chemistry
from .expand import Command, Expander
from .latex_tokens import Malformed, Token, to_latex
from .lengths import read_length
from .macro_definitions import DEFINING, compile_macros, read_definition

BUILTIN = compile_macros(MACROS)

BIG = ("big", "Big", "bigg", "Bigg")
# Commands without an effect on the page, with the number of arguments dropped with them.
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
# What is lost when these are dropped, and what to write instead.
LOSSES = {
    "cellcolor": message("lost-cell-colour", command=r"\cellcolor"),
    "cline": message("lost-rule", command=r"\cline"),
    "cmidrule": message("lost-rule", command=r"\cmidrule"),
    "columncolor": message("lost-column-colour", command=r"\columncolor"),
    "enclose": message("lost-drawing"),
    "href": message("lost-link"),
    "rowcolor": message("lost-column-colour", command=r"\rowcolor"),
}
UNSUPPORTED = {
    "input": message("file-in-formula"),
}
# Signs that the converter knows only as commands.
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
    # escaped for Markdown
    r"\*": "*",
    r"\[": "[",
    r"\]": "]",
    "\u3000": r"\quad",
    "\u2028": " ",
}
ANGLES = {"<": r"\langle", ">": r"\rangle", r"\lt": r"\langle", r"\gt": r"\rangle"}


def define_macro(reader: Expander, token: Token) -> None:
    name, meaning = read_definition(reader, token)
    if token.text != r"\providecommand" or reader.macro(name) is None:
        reader.defined[name] = meaning


def keep_for_numbering(reader: Expander, token: Token) -> None:
    r"""`\label`, `\tag`, `\ref`: kept for the numbering, which counts through the article."""
    starred = reader.read_if("*")
    content = reader.argument()
    reader.emit(token.text + "*" * starred, token.at, to_latex(content).strip())


def unnumbered(reader: Expander, token: Token) -> None:
    reader.emit(r"\notag", token.at)


def horizontal_space(reader: Expander, token: Token) -> None:
    reader.read_if("*")
    reader.emit(rf"\hspace{{{read_length(reader)}}}", token.at)


def sized_delimiter(reader: Expander, token: Token) -> None:
    r"""`\left<`, and `\bigl.`, which draws nothing."""
    following = reader.peek()
    if following == "." and token.text not in (r"\left", r"\right"):
        reader.stack.pop()
        return
    reader.emit(token.text, token.at)
    if following in ANGLES:
        reader.stack.pop()
        reader.emit(ANGLES[following], token.at)


def phase(reader: Expander, token: Token) -> None:
    r"""`\phase{-78^\circ}`: an angle sign before its argument."""
    reader.push_text(r"\angle ", token.at)


def unicode_character(reader: Expander, token: Token) -> None:
    reader.optional()
    number = reader.argument_text()
    try:
        code = int(number[1:], 16) if number[:1] in ("x", '"') else int(number)
        character = chr(code)
    except (ValueError, OverflowError):
        raise Malformed(message("character-none", text=number), token.at) from None
    if not character.isprintable():
        raise Malformed(message("character-none", text=number), token.at)
    reader.emit(rf"\text{{{character}}}" if character not in "\\{}$&#^_%~" else "", token.at)


def drop_arguments(reader: Expander, token: Token) -> None:
    name = token.text[1:]
    for _ in range(DROPPED[name]):
        reader.argument()
    if name in LOSSES:
        reader.lost.append(LOSSES[name])


def unsupported(reader: Expander, token: Token) -> None:
    raise Malformed(UNSUPPORTED[token.text[1:]], token.at)


def replace_sign(reader: Expander, token: Token) -> None:
    reader.push_text(f"{SIGNS[token.text]} ", token.at)


KNOWN: dict[str, Command] = {
    r"\begin": environments.begin_environment,
    r"\end": environments.end_environment,
    "\\\\": row_breaks.line_break,
    r"\cr": row_breaks.line_break,
    r"\tabularnewline": row_breaks.line_break,
    r"\multicolumn": row_breaks.multicolumn,
    r"\mathop": operators.mathop,
    r"\limits": operators.limits,
    r"\operatorname": operators.operator_name,
    r"\operatornamewithlimits": operators.operator_name,
    r"\not": operators.negation,
    r"\buildrel": operators.buildrel,
    r"\root": operators.root,
    r"\above": operators.above,
    "√": operators.surd,
    r"\color": colour_commands.color,
    r"\textcolor": colour_commands.textcolor,
    r"\colorbox": colour_commands.colorbox,
    r"\fcolorbox": colour_commands.fcolorbox,
    r"\smallsize": box_commands.small_size,
    r"\smash": box_commands.smash,
    r"\rule": box_commands.rule,
    r"\raisebox": box_commands.raisebox,
    r"\raise": box_commands.raise_or_lower,
    r"\lower": box_commands.raise_or_lower,
    r"\verb": box_commands.verb,
    r"\url": box_commands.url,
    r"\includegraphics": box_commands.includegraphics,
    r"\sqrt": operators.square_root,
    "′": text_mode.prime,
    r"\textcircled": text_mode.circled,
    r"\definecolor": colour_commands.definecolor,
    r"\bbox": colour_commands.bbox,
    r"\fbox": box_commands.fbox,
    r"\phase": phase,
    r"\unicode": unicode_character,
    r"\notag": unnumbered,
    r"\nonumber": unnumbered,
    r"\ce": chemistry,
    r"\pu": chemistry,
    r"\qty": siunitx.quantity_with_unit,
    r"\SI": siunitx.quantity_with_unit,
    r"\unit": siunitx.unit_command,
    r"\si": siunitx.unit_command,
    r"\num": siunitx.number_command,
    r"\ang": siunitx.angle_command,
    r"\quantity": physics.quantity,
    r"\braket": physics.braket,
    r"\Braket": physics.braket,
    r"\expval": physics.expectation,
    r"\intertext": row_breaks.intertext,
    r"\shortintertext": row_breaks.intertext,
    r"\ev": physics.expectation,
    r"\expectationvalue": physics.expectation,
}
GROUPS: list[tuple[Iterable[str], Command]] = [
    (text_mode.FONTS, text_mode.text_command),
    (DEFINING, define_macro),
    ((r"\tag", r"\label", r"\ref", r"\eqref"), keep_for_numbering),
    ((r"\hspace", r"\kern", r"\mkern", r"\hskip", r"\mskip", r"\mspace"), horizontal_space),
    (
        (r"\hline", r"\hdashline", r"\toprule", r"\midrule", r"\bottomrule"),
        row_breaks.horizontal_rule,
    ),
    ((r"\matrix", r"\pmatrix", r"\bmatrix", r"\cases"), row_breaks.plain_tex_environment),
    (physics.DERIVATIVES, physics.derivative),
    (physics.MATRICES, physics.matrix),
    (siunitx.LISTS_AND_RANGES, siunitx.number_list_command),
    (box_commands.LAPS, box_commands.lap),
    ((f"\\{name}" for name in box_commands.SIZES), box_commands.font_size),
    ((f"\\{name}" for name in DROPPED), drop_arguments),
    ((f"\\{name}" for name in UNSUPPORTED), unsupported),
    ((rf"\{size}{side}" for size in BIG for side in ("", "l", "m", "r")), sized_delimiter),
    ((r"\left", r"\right", r"\middle"), sized_delimiter),
    (SIGNS, replace_sign),
]
COMMANDS = KNOWN | {name: command for names, command in GROUPS for name in names}
