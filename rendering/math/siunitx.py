r"""Numbers and units as siunitx writes them: `\num{1.5e-3}`, `\qty{3}{\metre\per\second}`.

They become plain LaTeX: units upright, what stands behind `\per` with a negative power.
"""

import re

from .expand import Expander
from .physics import quantity
from .reader import Reader
from .tokens import Malformed, Token, written

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
SEVERAL = tuple(rf"\{kind}{form}" for kind in ("num", "qty", "SI") for form in ("list", "range"))
POWERS = {"square": "2", "squared": "2", "cubic": "3", "cubed": "3"}
BEFORE = frozenset({"square", "cubic"})
# Behind a number these have no space.
ANGULAR = (r"\mathrm{{}^\circ }", r"\mathrm{{}^\prime")
NUMBER = re.compile(
    r"(?P<sign>[+-]|\\pm|±)?(?P<whole>\d*)(?:(?P<point>[.,])(?P<part>\d*))?(?P<unsure>\(\d+\))?"
    r"(?:(?P<error>\+-|\\pm|±)(?P<by>[\d.,]+))?(?:[eEdD](?P<power>[+-]?\d+))?"
)
GROUPS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
SIGNS = {"+-": r"\pm ", r"\pm": r"\pm ", "±": r"\pm ", None: ""}


def number(reader: Expander, token: Token) -> None:
    reader.optional()
    reader.say(spell_number(plain(reader)), token.at)


def unit(reader: Expander, token: Token) -> None:
    reader.optional()
    reader.say(spell_unit(reader.argument(), token.at), token.at)


def quantity_with_unit(reader: Expander, token: Token) -> None:
    r"""`\qty{3}{\metre}` is siunitx's; `\qty(x)` and `\qty{x}` alone are those of physics."""
    if token.text == r"\qty" and not has_two_groups(reader):
        quantity(reader, token)
        return
    reader.optional()
    value = plain(reader)
    reader.optional()
    said = spell_unit(reader.argument(), token.at)
    space = "" if said.startswith(ANGULAR) else r"\,"
    reader.say(f"{spell_number(value)}{space}{said}", token.at)


def has_two_groups(reader: Expander) -> bool:
    """Whether a number and a unit follow, both in braces, the options aside."""
    ahead = Reader(reader.stack[::-1])
    ahead.optional()
    if ahead.peek() != "{":
        return False
    ahead.argument()
    return ahead.peek() == "{"


def numbers(reader: Expander, token: Token) -> None:
    r"""`\numrange{1}{5}`, `\qtyrange{1}{5}{\metre}`, and lists: `\numlist{1;2;3}`."""
    reader.optional()
    ranged = token.text.endswith("range")
    parts = [plain(reader), plain(reader)] if ranged else plain(reader).split(";")
    said = (r"\text{–}" if ranged else ", ").join(map(spell_number, parts))
    if not token.text.startswith(r"\num"):
        reader.optional()
        said += r"\," + spell_unit(reader.argument(), token.at)
    reader.say(said, token.at)


def angle(reader: Expander, token: Token) -> None:
    r"""`\ang{45}`, `\ang{12;3;4.5}`: degrees, minutes, seconds."""
    reader.optional()
    parts = plain(reader).split(";")
    signs = (r"^{\circ}", r"^{\prime}", r"^{\prime\prime}")
    said = [f"{spell_number(part)}{sign}" for part, sign in zip(parts, signs, strict=False) if part]
    reader.say("".join(said), token.at)


def plain(reader: Expander) -> str:
    return re.sub(r"\s|~|\\[,;: ]", "", written(reader.argument()))


def spell_number(text: str) -> str:
    """As siunitx prints it; what is no number stays as it is."""
    text = text.replace("−", "-")
    match = NUMBER.fullmatch(text)
    if not text or match is None or not (match["whole"] or match["part"] or match["power"]):
        return text
    whole = GROUPS.sub(r"\\,", match["whole"]) if len(match["whole"]) > 4 else match["whole"]
    said = SIGNS.get(match["sign"], match["sign"]) + (whole or "0" * bool(match["point"]))
    if match["part"]:
        said += "." + match["part"]
    said += match["unsure"] or ""
    if match["error"]:
        said += rf" \pm {match['by']}"
        said = f"({said})" if match["power"] else said
    if match["power"]:
        times = r" \times " if said.strip("+-") else ""
        said += f"{times}10^{{{match['power'].removeprefix('+')}}}"
    return said


def spell_unit(tokens: list[Token], at: int) -> str:
    if not any(token.text[0] == "\\" and token.text[1:].isalpha() for token in tokens):
        return literal(written(tokens))
    return r"\,".join(units(Reader(tokens), at))


def literal(text: str) -> str:
    r"""`kg.m/s^2`: letters as they are, a dot or `~` between factors."""
    said = re.sub(r"[.~]|\\cdot", r"\\,", text).replace("µ", r"\mu ").replace("°", r"{}^\circ ")
    return rf"\mathrm{{{said}}}"


def units(inner: Reader, at: int) -> list[str]:
    """Each with its prefix and its power."""
    made: list[str] = []
    prefix, power, below = "", "", False
    while inner.peek():
        name = inner.next().text.removeprefix("\\")
        if name in ("per", "/"):
            below = True
        elif name in ".~":
            continue
        elif name == "^" and made:
            made[-1] = raised(made[-1], inner.words())
        elif name in BEFORE:
            power = POWERS[name]
        elif name in ("raiseto", "tothe"):
            value = inner.words()
            if name == "tothe" and made:
                made[-1] = raised(made[-1], value)
            else:
                power = value
        elif name in POWERS and made:
            made[-1] = raised(made[-1], POWERS[name])
        elif name in PREFIXES:
            prefix += PREFIXES[name]
        elif name == "of" and made:
            made[-1] += rf"_{{\mathrm{{{inner.words()}}}}}"
        else:
            made.append(one(prefix + unit_called(name, at), power, below))
            prefix, power, below = "", "", False
    if prefix:
        made.append(rf"\mathrm{{{prefix}}}")
    return made


def unit_called(name: str, at: int) -> str:
    if name in UNITS:
        return UNITS[name]
    if name.isalpha() and len(name) > 1:
        raise Malformed(rf"\{name} is no unit; write it as it is read, as in \unit{{m/s}}", at)
    return name


def one(symbol: str, power: str, below: bool) -> str:
    said = rf"\mathrm{{{symbol}}}"
    exponent = f"-{power or 1}" if below else power
    return rf"{said}^{{{exponent}}}" if exponent else said


def raised(said: str, power: str) -> str:
    """A unit with a power that comes behind it."""
    is_below = said.endswith("^{-1}")
    return f"{said.removesuffix('^{-1}')}^{{{'-' * is_below}{power}}}"
