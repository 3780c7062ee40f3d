r"""Chemistry: `\ce{…}` and `\pu{…}` become plain LaTeX, by the parser of mhchem's own author.

It is a JavaScript file that set-up fetches; QuickJS runs it, without network or files.
"""

import re
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from .. import npm
from .expand import Expander
from .tokens import Malformed, Missing, Token, written

if TYPE_CHECKING:
    import dukpy

PART = "mhchemparser"
SCRIPT = npm.FOLDER / PART / "dist/mhchemParser.js"
TURN = Lock()

# Numbers before an element are set flush by boxes there, by the scripts themselves here.
BEFORE = re.compile(
    r"\{\\vphantom\{A\}\}\^\{\\hphantom\{[^{}]*\}\}_\{\\hphantom\{[^{}]*\}\}\\mkern-1\.5mu"
    r"\{\\vphantom\{A\}\}\^\{\\smash\[t\]\{\\vphantom\{2\}\}\\llap\{([^{}]*)\}\}"
    r"_\{\\vphantom\{2\}\\llap\{\\smash\[t\]\{([^{}]*)\}\}\}"
)
# Words of mhchem's own for signs that fonts have by other names.
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
        raise Malformed(f"{token.text} needs braces: {token.text}{{H2O}}", token.at)
    reader.say(plain(token.text[1:], written(reader.argument()), token.at), token.at)


def plain(command: str, content: str, at: int) -> str:
    import dukpy  # 7 MB that only chemistry needs

    try:
        with TURN:
            made: str = loaded(command, at).evaljs(
                "mhchem.toTex(dukpy['content'], dukpy['command'])", content=content, command=command
            )
    except dukpy.JSRuntimeError:
        raise Malformed(rf"\{command} does not understand “{content}”", at) from None
    return WORD.sub(lambda match: WORDS[match[0]], BEFORE.sub(r"{}^{\1}_{\2}", made))


def loaded(command: str, at: int) -> "dukpy.JSInterpreter":
    """The parser; where its file is absent, or was fetched by half, the part is missing."""
    import dukpy

    try:
        return parser()
    except (OSError, UnicodeDecodeError, dukpy.JSRuntimeError):
        reason = rf"\{command} needs the packages of package.json: run make setup"
        raise Missing(PART, reason, at) from None


@cache
def parser() -> "dukpy.JSInterpreter":
    import dukpy

    script = SCRIPT.read_text(encoding="utf-8")
    interpreter = dukpy.JSInterpreter()
    interpreter.evaljs(
        f"var exports = {{}}; {script}; var mhchem = exports.mhchemParser; mhchem.toTex; null"
    )
    return interpreter
