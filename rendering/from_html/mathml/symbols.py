r"""LaTeX commands of characters, found by converting each command: `\alpha` gives `α`."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from math_core import LatexToMathML

# Spaces stand around these.
RELATIONS = (
    "leq geq neq equiv approx cong sim simeq propto asymp doteq ll gg lll ggg prec succ"
    " preceq succeq subset supset subseteq supseteq subsetneq supsetneq sqsubset sqsupset"
    " sqsubseteq sqsupseteq in ni notin mid nmid parallel nparallel perp models vdash dashv"
    " Vdash vDash leqslant geqslant lesssim gtrsim to mapsto leftarrow leftrightarrow"
    " Rightarrow Leftarrow Leftrightarrow longrightarrow longleftarrow Longrightarrow"
    " Longleftarrow Longleftrightarrow longmapsto hookrightarrow hookleftarrow rightharpoonup"
    " rightharpoondown leftharpoonup leftharpoondown rightleftharpoons rightsquigarrow"
    " twoheadrightarrow uparrow downarrow updownarrow Uparrow Downarrow nearrow searrow"
    " swarrow nwarrow triangleq nleq ngeq nsubseteq nsupseteq trianglelefteq trianglerighteq"
    " bowtie"
)
BINARY = (
    "pm mp times div cdot ast star circ bullet oplus ominus otimes oslash odot cup cap sqcup"
    " sqcap uplus vee wedge setminus wr amalg dagger ddagger ltimes rtimes"
)
OTHERS = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu"
    " nu xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma"
    " Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega sum prod coprod int iint iiint oint"
    " oiint bigcup bigcap bigsqcup biguplus bigvee bigwedge bigoplus bigotimes bigodot infty"
    " partial nabla forall exists nexists emptyset varnothing neg top bot angle measuredangle"
    " triangle square blacksquare Box Diamond lozenge bigstar ell hbar imath jmath wp Re Im"
    " aleph beth gimel complement mho eth flat natural sharp clubsuit diamondsuit heartsuit"
    " spadesuit checkmark therefore because cdots vdots ddots langle rangle lfloor rfloor"
    " lceil rceil backslash prime"
)
FUNCTION_NAMES = (
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf"
    " limsup ln log max min Pr sec sin sinh sup tan tanh"
)
FUNCTIONS = frozenset(FUNCTION_NAMES.split())
# Characters of other programs, and those with a meaning in LaTeX.
SPELLINGS = {
    "−": "-", "∗": "*", "′": "'", "″": "''", "‴": "'''", "‘": "'", "’": "'", "“": '"', "”": '"',
    "…": r"\ldots", "⋯": r"\cdots", "·": r"\cdot", "⋅": r"\cdot", "∙": r"\bullet", "‖": r"\|",
    "{": r"\{", "}": r"\}", "%": r"\%", "$": r"\$", "#": r"\#", "&": r"\&", "_": r"\_",
    "~": r"\sim",
    "^": r"\hat{}", "\\": r"\backslash", "∆": r"\Delta", "∑": r"\sum", "∏": r"\prod", "µ": r"\mu",
    "⟶": r"\longrightarrow", "〈": r"\langle", "〉": r"\rangle", "＝": "=", "∶": ":", "∕": "/",
    "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "", "\u200b": "", "\u00a0": r"\ ",
    "\u2009": r"\,", "\u2003": r"\quad ", "\ufeff": "", "\u2002": r"\ ", "\u2005": r"\:",
}  # fmt: skip
PLAIN_INFIX = frozenset("=<>+-*:") | {"−", "∗"}
VARIANTS = {
    "bold": r"\mathbf", "italic": "", "bold-italic": r"\boldsymbol", "double-struck": r"\mathbb",
    "script": r"\mathcal", "bold-script": r"\mathcal", "fraktur": r"\mathfrak",
    "bold-fraktur": r"\mathfrak", "sans-serif": r"\mathsf", "bold-sans-serif": r"\mathsf",
    "monospace": r"\mathtt", "normal": r"\mathrm",
}  # fmt: skip
# By the names of characters in Unicode; the first that fits.
ALPHABETS = (
    ("BOLD ITALIC", r"\boldsymbol"),
    ("SCRIPT", r"\mathcal"),
    ("FRAKTUR", r"\mathfrak"),
    ("BLACK-LETTER", r"\mathfrak"),
    ("DOUBLE-STRUCK", r"\mathbb"),
    ("SANS-SERIF", r"\mathsf"),
    ("MONOSPACE", r"\mathtt"),
    ("BOLD", r"\mathbf"),
    ("ITALIC", ""),
)
CALLIGRAPHIC, ROUNDHAND = "\ufe00", "\ufe01"  # variation selectors behind script letters
TOKEN = re.compile(r"<m[io](?: [^<>]*)?>([^<>]+)</m[io]>")
LETTER_KIND = re.compile(r"MATHEMATICAL |(?:SCRIPT|BLACK-LETTER|DOUBLE-STRUCK) (?:CAPITAL|SMALL) ")


@cache
def character_commands() -> dict[str, str]:
    """The command of each character."""
    names = f"{OTHERS} {BINARY} {RELATIONS}".split()
    converter = LatexToMathML(continue_on_error=True)
    found: dict[str, str] = {}
    made = converter.convert_all([(f"\\{name}", False) for name in names])
    for name, mathml in zip(names, made, strict=True):
        token = TOKEN.search(mathml)
        if token and len(token[1]) == 1:
            found.setdefault(token[1], f"\\{name}")
    return found | SPELLINGS


@cache
def infix_commands() -> frozenset[str]:
    return frozenset(f"\\{name}" for name in f"{BINARY} {RELATIONS}".split())


def symbol(character: str) -> str:
    return character_commands().get(character, character)


def is_infix(text: str) -> bool:
    return text in PLAIN_INFIX or character_commands().get(text) in infix_commands()


def letters_latex(text: str) -> str:
    """The LaTeX of letters: `𝐱` becomes `\\mathbf{x}`, `α` `\\alpha`."""
    pieces: list[tuple[str, str]] = []
    for character in text:
        if character in (CALLIGRAPHIC, ROUNDHAND):
            if character == ROUNDHAND and pieces:
                pieces[-1] = (r"\mathscr", pieces[-1][1])
            continue
        alphabet, letter = alphabet_of(character)
        if pieces and alphabet and pieces[-1][0] == alphabet:
            pieces[-1] = (alphabet, pieces[-1][1] + letter)
        else:
            pieces.append((alphabet, letter))
    return side_by_side(
        f"{alphabet}{{{letter}}}" if alphabet else letter for alphabet, letter in pieces
    )


def alphabet_of(character: str) -> tuple[str, str]:
    """The command of a letter's alphabet, "" for the usual one, and the plain letter."""
    if character in character_commands() or character.isascii():
        return "", symbol(character)
    name = unicodedata.name(character, "")
    plain = unicodedata.normalize("NFKC", character)
    if not LETTER_KIND.match(name) or plain == character:
        return ("", plain) if name == "PLANCK CONSTANT" else ("", character)
    command = next((command for kind, command in ALPHABETS if kind in name), "")
    return command, symbol(plain)


COMMAND_END = re.compile(r"\\[A-Za-z]+\Z")


def side_by_side(pieces: Iterable[str]) -> str:
    """The pieces side by side, with a space between a command and a letter."""
    text = ""
    for piece in pieces:
        apart = piece[:1].isascii() and piece[:1].isalpha() and COMMAND_END.search(text)
        text += f" {piece}" if apart else piece
    return text
