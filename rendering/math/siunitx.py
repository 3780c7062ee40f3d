r"""Numbers and units of the siunitx package: `\num{1.5e-3}`, `\qty{3}{\metre\per\second}`.

They become plain LaTeX: units upright, units after `\per` with a negative power.
"""

import re

from ..messages import message
from .expand import Expander
from .latex_tokens import Malformed, Token, to_latex
from .physics import quantity
from .token_reader import TokenReader

PREFIXES = {
    "quecto": "q", "ronto": "r", "yocto": "y", "zepto": "z", "atto": "a", "femto": "f",
    "pico": "p", "nano": "n", "micro": r"\mu ", "milli": "m", "centi": "c", "deci": "d",
    "deca": "da", "deka": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T",
    "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y", "ronna": "R", "quetta": "Q",
    "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti", "pebi": "Pi",
}  # fmt: skip
UNITS = {
    "ampere": "A", "candela": "cd", "kelvin": "K", "kilogram": "kg", "gram": "g", "metre": "m",
    "meter": "m", "mole": "mol", "second": "s", "becquerel": "Bq", "degreeCelsius": r"{}^\circ C",
    "celsius": r"{}^\circ C", "coulomb": "C", "farad": "F", "gray": "Gy", "henry": "H",
    "hertz": "Hz", "joule": "J", "katal": "kat", "lumen": "lm", "lux": "lx", "newton": "N",
    "ohm": r"\Omega ", "pascal": "Pa", "radian": "rad", "siemens": "S", "sievert": "Sv",
    "steradian": "sr", "tesla": "T", "volt": "V", "watt": "W", "weber": "Wb",
    "astronomicalunit": "au", "bel": "B", "dalton": "Da", "day": "d", "decibel": "dB",
    "electronvolt": "eV", "hectare": "ha", "hour": "h", "litre": "L", "liter": "L",
    "minute": "min", "neper": "Np", "tonne": "t", "bit": "bit", "byte": "B",
    "degree": r"{}^\circ ", "arcminute": r"{}^\prime ", "arcsecond": r"{}^{\prime\prime}",
    "percent": r"\% ", "angstrom": "Å", "bar": "bar", "barn": "b", "knot": "kn",
    "mmHg": "mmHg", "nauticalmile": "M", "atomicmassunit": "u", "atm": "atm", "torr": "Torr",
    # the short forms
    "kg": "kg", "g": "g", "mg": "mg", "m": "m", "km": "km", "cm": "cm", "mm": "mm", "um": r"\mu m",
    "nm": "nm", "s": "s", "ms": "ms", "us": r"\mu s", "ns": "ns", "A": "A", "mA": "mA", "V": "V",
    "mV": "mV", "kV": "kV", "W": "W", "mW": "mW", "kW": "kW", "MW": "MW", "J": "J", "kJ": "kJ",
    "eV": "eV", "keV": "keV", "MeV": "MeV", "GeV": "GeV", "TeV": "TeV", "kWh": "kWh", "Hz": "Hz",
    "kHz": "kHz", "MHz": "MHz", "GHz": "GHz", "N": "N", "kN": "kN", "Pa": "Pa", "kPa": "kPa",
    "MPa": "MPa", "K": "K", "mol": "mol", "mmol": "mmol", "l": "l", "L": "L", "ml": "ml",
    "mL": "mL", "F": "F", "uF": r"\mu F", "nF": "nF", "pF": "pF", "dB": "dB",
}  # fmt: skip
LISTS_AND_RANGES = tuple(
    rf"\{kind}{form}" for kind in ("num", "qty", "SI") for form in ("list", "range")
)
POWERS = {"square": "2", "squared": "2", "cubic": "3", "cubed": "3"}
BEFORE = frozenset({"square", "cubic"})
# No space stands between a number and these units.
ANGULAR = (r"\mathrm{{}^\circ }", r"\mathrm{{}^\prime")
NUMBER = re.compile(
    r"(?P<sign>[+-]|\\pm|±)?(?P<whole>\d*)(?:(?P<point>[.,])(?P<part>\d*))?(?P<unsure>\(\d+\))?"
    r"(?:(?P<error>\+-|\\pm|±)(?P<by>[\d.,]+))?(?:[eEdD](?P<power>[+-]?\d+))?"
)
GROUPS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
SIGNS = {"+-": r"\pm ", r"\pm": r"\pm ", "±": r"\pm ", None: ""}


def number_command(reader: Expander, token: Token) -> None:
    reader.optional()
    reader.push_text(format_number(number_text(reader)), token.at)


def unit_command(reader: Expander, token: Token) -> None:
    reader.optional()
    reader.push_text(format_unit(reader.argument(), token.at), token.at)


def quantity_with_unit(reader: Expander, token: Token) -> None:
    r"""`\qty{3}{\metre}` is of siunitx; `\qty(x)` and `\qty{x}` are of the physics package."""
    if token.text == r"\qty" and not has_two_groups(reader):
        quantity(reader, token)
        return
    reader.optional()
    value = number_text(reader)
    reader.optional()
    latex = format_unit(reader.argument(), token.at)
    space = "" if latex.startswith(ANGULAR) else r"\,"
    reader.push_text(f"{format_number(value)}{space}{latex}", token.at)


def has_two_groups(reader: Expander) -> bool:
    """Whether a number and a unit follow, both in braces, after any options."""
    ahead = TokenReader(reader.stack[::-1])
    ahead.optional()
    if ahead.peek() != "{":
        return False
    ahead.argument()
    return ahead.peek() == "{"


def number_list_command(reader: Expander, token: Token) -> None:
    r"""`\numrange{1}{5}`, `\qtyrange{1}{5}{\metre}`, and lists: `\numlist{1;2;3}`."""
    reader.optional()
    ranged = token.text.endswith("range")
    parts = [number_text(reader), number_text(reader)] if ranged else number_text(reader).split(";")
    latex = (r"\text{–}" if ranged else ", ").join(map(format_number, parts))
    if not token.text.startswith(r"\num"):
        reader.optional()
        latex += r"\," + format_unit(reader.argument(), token.at)
    reader.push_text(latex, token.at)


def angle_command(reader: Expander, token: Token) -> None:
    r"""`\ang{45}`, `\ang{12;3;4.5}`: degrees, minutes, seconds."""
    reader.optional()
    parts = number_text(reader).split(";")
    signs = (r"^{\circ}", r"^{\prime}", r"^{\prime\prime}")
    latex = [
        f"{format_number(part)}{sign}" for part, sign in zip(parts, signs, strict=False) if part
    ]
    reader.push_text("".join(latex), token.at)


def number_text(reader: Expander) -> str:
    return re.sub(r"\s|~|\\[,;: ]", "", to_latex(reader.argument()))


def format_number(text: str) -> str:
    """The number as siunitx prints it; other text stays unchanged."""
    text = text.replace("−", "-")
    match = NUMBER.fullmatch(text)
    if not text or match is None or not (match["whole"] or match["part"] or match["power"]):
        return text
    whole = GROUPS.sub(r"\\,", match["whole"]) if len(match["whole"]) > 4 else match["whole"]
    latex = SIGNS.get(match["sign"], match["sign"]) + (whole or "0" * bool(match["point"]))
    if match["part"]:
        latex += "." + match["part"]
    latex += match["unsure"] or ""
    if match["error"]:
        latex += rf" \pm {match['by']}"
        latex = f"({latex})" if match["power"] else latex
    if match["power"]:
        times = r" \times " if latex.strip("+-") else ""
        latex += f"{times}10^{{{match['power'].removeprefix('+')}}}"
    return latex


def format_unit(tokens: list[Token], at: int) -> str:
    if not any(token.text[0] == "\\" and token.text[1:].isalpha() for token in tokens):
        return unit_in_letters(to_latex(tokens))
    return r"\,".join(unit_symbols(TokenReader(tokens), at))


def unit_in_letters(text: str) -> str:
    r"""A unit in letters, `kg.m/s^2`; a dot or `~` is a space between factors."""
    latex = re.sub(r"[.~]|\\cdot", r"\\,", text).replace("µ", r"\mu ").replace("°", r"{}^\circ ")
    return rf"\mathrm{{{latex}}}"


def unit_symbols(inner: TokenReader, at: int) -> list[str]:
    """The LaTeX of each unit with its prefix and power."""
    units: list[str] = []
    prefix, power, below = "", "", False
    while inner.peek():
        name = inner.next().text.removeprefix("\\")
        if name in ("per", "/"):
            below = True
        elif name in ".~":
            continue
        elif name == "^" and units:
            units[-1] = raise_unit(units[-1], inner.argument_text())
        elif name in BEFORE:
            power = POWERS[name]
        elif name in ("raiseto", "tothe"):
            value = inner.argument_text()
            if name == "tothe" and units:
                units[-1] = raise_unit(units[-1], value)
            else:
                power = value
        elif name in POWERS and units:
            units[-1] = raise_unit(units[-1], POWERS[name])
        elif name in PREFIXES:
            prefix += PREFIXES[name]
        elif name == "of" and units:
            units[-1] += rf"_{{\mathrm{{{inner.argument_text()}}}}}"
        else:
            units.append(unit_with_power(prefix + unit_symbol(name, at), power, below))
            prefix, power, below = "", "", False
    if prefix:
        units.append(rf"\mathrm{{{prefix}}}")
    return units


def unit_symbol(name: str, at: int) -> str:
    if name in UNITS:
        return UNITS[name]
    if name.isalpha() and len(name) > 1:
        raise Malformed(message("unit-none", command=rf"\{name}"), at)
    return name


def unit_with_power(symbol: str, power: str, below: bool) -> str:
    latex = rf"\mathrm{{{symbol}}}"
    exponent = f"-{power or 1}" if below else power
    return rf"{latex}^{{{exponent}}}" if exponent else latex


def raise_unit(latex: str, power: str) -> str:
    """Add a power that is written after its unit."""
    is_below = latex.endswith("^{-1}")
    return f"{latex.removesuffix('^{-1}')}^{{{'-' * is_below}{power}}}"
