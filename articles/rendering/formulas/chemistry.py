r"""Chemistry: `\ce{…}` and `\pu{…}` become plain LaTeX, by the parser of mhchem's own author.

It is a JavaScript file that set-up fetches; QuickJS runs it, without network or files.
"""

import re
from functools import cache
from pathlib import Path
from threading import Lock

import dukpy

SCRIPT = Path(__file__).parents[3] / "build/npm/node_modules/mhchemparser/dist/mhchemParser.js"
MISSING = r"\ce and \pu need the packages of package.json: run make setup"

COMMAND = re.compile(r"\\(ce|pu)\s*(?=\{)")
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
# Formulas within a reaction may hold reactions.
DEEPEST = 3
TURN = Lock()

# The fine print of mhchem's typography that the converter has no word for.
ISOTOPE = re.compile(
    r"\{\\vphantom\{A\}\}\^\{\\hphantom\{[^{}]*\}\}_\{\\hphantom\{[^{}]*\}\}\\mkern-1\.5mu"
    r"\{\\vphantom\{A\}\}\^\{\\smash\[t\]\{\\vphantom\{2\}\}\\llap\{([^{}]*)\}\}"
    r"_\{\\vphantom\{2\}\\llap\{\\smash\[t\]\{([^{}]*)\}\}\}"
)
STRUT = re.compile(r"\{\\vphantom\{A\}\}|\\vphantom\{2\}|\\smash\[t\]|\\lower\.?\d+(?:mu|em)")
SPACE = re.compile(r"\\m(?:kern|skip)(-?)[\d.]+mu")
WORDS = {
    r"\hyphen": "{-}",
    r"\longLeftrightharpoons": r"\rightleftharpoons",
    r"\longRightleftharpoons": r"\rightleftharpoons",
    r"\longleftrightarrows": r"\rightleftarrows",
    r"\longrightleftharpoons": r"\rightleftharpoons",
    r"\tripledash": r"\cdot\!\cdot\!\cdot",
}
WORD = re.compile("|".join(rf"{re.escape(word)}(?![A-Za-z])" for word in WORDS))


class ChemistryError(ValueError):
    """What the author must know."""


def translate(latex: str) -> str:
    r"""`latex` without `\ce` and `\pu`; ChemistryError where one cannot be read."""
    for _ in range(DEEPEST):
        if COMMAND.search(latex) is None:
            break
        latex = "".join(pieces(latex))
    return latex


def pieces(latex: str) -> list[str]:
    found, at = [], 0
    while match := COMMAND.search(latex, at):
        end = closing(latex, match.end())
        found += [latex[at : match.start()], plain(match[1], latex[match.end() + 1 : end])]
        at = end + 1
    return [*found, latex[at:]]


def closing(latex: str, opening: int) -> int:
    """Where the brace at `opening` is closed."""
    level = 0
    for brace in BRACE.finditer(latex, opening):
        level += {"{": 1, "}": -1}.get(brace[0], 0)
        if level == 0:
            return brace.start()
    raise ChemistryError(r"a brace after \ce or \pu is never closed")


def plain(command: str, content: str) -> str:
    try:
        with TURN:
            made = parser().evaljs(
                "mhchem.toTex(dukpy['content'], dukpy['command'])", content=content, command=command
            )
    except dukpy.JSRuntimeError as error:
        raise ChemistryError(rf"\{command} does not understand “{content}”") from error
    made = ISOTOPE.sub(r"{}^{\1}_{\2}", made)
    made = SPACE.sub(lambda match: "" if match[1] else r"\,", STRUT.sub("", made))
    return WORD.sub(lambda match: WORDS[match[0]], made)


@cache
def parser() -> dukpy.JSInterpreter:
    try:
        script = SCRIPT.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ChemistryError(MISSING) from None
    interpreter = dukpy.JSInterpreter()
    interpreter.evaljs(f"var exports = {{}}; {script}; var mhchem = exports.mhchemParser; null")
    return interpreter
