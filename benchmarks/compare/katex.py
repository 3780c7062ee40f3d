"""Whether KaTeX converts a formula without showing an error."""

from functools import cache
from pathlib import Path

import dukpy

SCRIPT = Path(__file__).parents[2] / "build/npm/node_modules/katex/dist/katex.min.js"
CONVERTS = """
var latex = dukpy['latex'];
var done;
try {
  katex.renderToString(latex, {displayMode: dukpy['display'], throwOnError: true, strict: false});
  done = true;
} catch (error) { done = false; }
done
"""


@cache
def converts(latex: str, display: bool) -> bool:
    done: bool = interpreter().evaljs(CONVERTS, latex=latex, display=display)
    return done


@cache
def interpreter() -> dukpy.JSInterpreter:
    engine = dukpy.JSInterpreter()
    script = SCRIPT.read_text(encoding="utf-8")
    engine.evaljs(
        f"var exports = {{}}, module = {{exports}}; {script}; var katex = module.exports; 0"
    )
    return engine
