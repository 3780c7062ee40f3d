"""From the Markdown that an author wrote to the page that a reader sees.

    from articles.rendering import render
    render("**重点。**内容").html

Knows no model, no request and no settings.
"""

from .dialects import DIALECTS
from .pipeline import VERSION, run
from .rendered import Counts, Heading, Rendered, RenderError, RenderWarning
from .worker import render_many, render_safely

TOO_DEEP = (
    "This article is nested too deeply to be rendered. Look for lists, quotes or brackets inside"
    " one another many times over."
)

__all__ = [
    "DIALECTS",
    "VERSION",
    "Counts",
    "Heading",
    "RenderError",
    "RenderWarning",
    "Rendered",
    "render",
    "render_many",
    "render_safely",
]


def render(source: str, *, dialect: str = "commonmark", language: str = "zh-hans") -> Rendered:
    """The same source gives the same bytes. Nothing bounds its time: see `render_safely`."""
    try:
        return run(source, dialect, language)
    except RecursionError:
        raise RenderError(TOO_DEEP) from None
