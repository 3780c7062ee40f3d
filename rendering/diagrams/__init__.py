"""Draws diagrams of code blocks: `mermaid`, and `dot` or `graphviz`, as SVG without scripts."""

import time
from collections.abc import Callable
from functools import lru_cache

from ..document import Document
from ..messages import message
from ..placeholders import CodeBlock
from .drawn_diagram import Drawing, NotDrawn
from .figure import diagram_figure
from .graphviz import draw_graphviz
from .mermaid import draw_mermaid
from .redrawing import redrawn

__all__ = ["draw_diagrams"]

PROGRAMS: dict[str, Callable[[str], str]] = {
    "mermaid": draw_mermaid,
    "dot": draw_graphviz,
    "graphviz": draw_graphviz,
}
LONGEST = 30_000
LARGEST = 400_000  # characters of SVG
# For all diagrams of an article, of the processor time that it may take.
SECONDS = 2.5
TOO_LARGE = message("diagram-too-large")


def draw_diagrams(document: Document, codes: list[CodeBlock]) -> None:
    """Set `html` and `words` of those that are diagrams. Others, and what cannot be drawn, stay."""
    end = time.process_time() + SECONDS
    for code in codes:
        if code.language.lower() not in PROGRAMS:
            continue
        try:
            if time.process_time() > end:
                raise NotDrawn(message("diagrams-too-many"))
            drawing = drawn(code.language.lower(), code.source)
        except NotDrawn as error:
            document.warn(error.told, line=line_of_problem(document, code, error.line))
        else:
            document.diagrams += 1
            code.html = diagram_figure(code, drawing, document.diagrams, document.words)
            code.words = drawing.words


def line_of_problem(document: Document, code: CodeBlock, line: int | None) -> int | None:
    begin = code.line or document.line_of(code.source)
    return begin + line if begin and line and code.line else begin


def drawn(language: str, source: str) -> Drawing:
    """Raises NotDrawn."""
    outcome = outcome_of(language, source)
    if isinstance(outcome, NotDrawn):
        raise outcome
    return outcome


# While a text is written, it is rendered after each change, and most of its diagrams stay the same.
@lru_cache(maxsize=64)
def outcome_of(language: str, source: str) -> Drawing | NotDrawn:
    try:
        if len(source) > LONGEST:
            raise NotDrawn(TOO_LARGE)
        drawing = redrawn(PROGRAMS[language](source))
        if len(drawing.markup) > LARGEST:
            raise NotDrawn(TOO_LARGE)
    except NotDrawn as error:
        return error
    except RecursionError:
        return NotDrawn(TOO_LARGE)
    return drawing
