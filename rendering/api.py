"""`render()`: Markdown in, a rendered article out."""

from collections.abc import Mapping

from .messages import message
from .options import KnownNames, Options
from .result import Rendered, RenderError

TOO_DEEP = message("nested-too-deep")


def render(
    source: str,
    *,
    dialect: str = "commonmark",
    language: str = "zh-hans",
    macros: Mapping[str, str] | None = None,
    raw_html: bool = False,
    known: KnownNames | None = None,
    cards: bool = True,
) -> Rendered:
    """Render an article. The same source and options give the same bytes.

    `macros` are LaTeX commands by name. `raw_html` allows more HTML tags. `known` has the targets
    of the names that `mentions(source)` finds; without it, links stay as they are written.
    `cards` shows bare links to videos, code and papers as cards, which need styles of their own.
    Raises RenderError for a source that cannot be rendered. The time is not limited; see
    `render_safely`.
    """
    # Imports the parsers, which a process that only serves pages does not need in memory.
    from .pipeline import run

    try:
        return run(source, Options(dialect, language, macros or {}, raw_html, known, cards))
    except RecursionError:
        raise RenderError(TOO_DEEP) from None
