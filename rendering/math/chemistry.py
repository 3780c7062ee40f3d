r"""Chemistry: `\ce{…}` and `\pu{…}` become plain LaTeX, with the parser by mhchem's author.

The parser is a JavaScript file from package.json; QuickJS runs it without network and files.
"""

import re
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from .. import npm
from ..messages import message
from .expand import Expander
from .latex_tokens import Malformed, Missing, Token, to_latex

if TYPE_CHECKING:
    import dukpy

PART = "mhchemparser"
SCRIPT = npm.FOLDER / PART / "dist/mhchemParser.js"
LOCK = Lock()

# The parser aligns numbers before an element with boxes; here plain scripts do.
LEFT_SCRIPTS = re.compile(
    r"\{\\vphantom\{A\}\}\^\{\\hphantom\{[^{}]*\}\}_\{\\hphantom\{[^{}]*\}\}\\mkern-1\.5mu"
    r"\{\\vphantom\{A\}\}\^\{\\smash\[t\]\{\\vphantom\{2\}\}\\llap\{([^{}]*)\}\}"
    r"_\{\\vphantom\{2\}\\llap\{\\smash\[t\]\{([^{}]*)\}\}\}"
)
# mhchem's own commands, with commands that fonts have.
WORDS = {
    r"\hyphen": "{-}",
    r"\longLeftrightharpoons": r"\rightleftharpoons",
    r"\longRightleftharpoons": r"\rightleftharpoons",
    r"\longleftrightarrows": r"\rightleftarrows",
    r"\longrightleftharpoons": r"\rightleftharpoons",
    r"\tripledash": r"\cdot\!\cdot\!\cdot",
}
WORD = re.compile("|".join(rf"{re.escape(word)}(?![A-Za-z])" for word in WORDS))


def chemistry(reader: Expander, token: Token) -> None:
    if reader.peek() != "{":
        raise Malformed(message("chemistry-needs-braces", command=token.text), token.at)
    reader.push_text(mhchem_latex(token.text[1:], to_latex(reader.argument()), token.at), token.at)


def mhchem_latex(command: str, content: str, at: int) -> str:
    import dukpy  # 7 MB, which only chemistry needs

    try:
        with LOCK:
            latex: str = load_mhchem(command, at).evaljs(
                "mhchem.toTex(dukpy['content'], dukpy['command'])", content=content, command=command
            )
    except dukpy.JSRuntimeError:
        told = message("chemistry-not-understood", command=rf"\{command}", text=content)
        raise Malformed(told, at) from None
    return WORD.sub(lambda match: WORDS[match[0]], LEFT_SCRIPTS.sub(r"{}^{\1}_{\2}", latex))


def load_mhchem(command: str, at: int) -> "dukpy.JSInterpreter":
    """The parser. Raises Missing if its file is absent or incomplete."""
    import dukpy

    try:
        return mhchem_interpreter()
    except (OSError, UnicodeDecodeError, dukpy.JSRuntimeError):
        reason = message("chemistry-not-installed", command=rf"\{command}")
        raise Missing(PART, reason, at) from None


@cache
def mhchem_interpreter() -> "dukpy.JSInterpreter":
    import dukpy

    script = SCRIPT.read_text(encoding="utf-8")
    interpreter = dukpy.JSInterpreter()
    interpreter.evaljs(
        f"var exports = {{}}; {script}; var mhchem = exports.mhchemParser; mhchem.toTex; null"
    )
    return interpreter
