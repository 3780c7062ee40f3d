"""From the Markdown that an author wrote to the page that a reader sees.

    from rendering import render
    render("**重点。**内容").html

What it gives is for our own pages; `for_feed` and `for_mail` make of it what others can show.
Knows no model, no request and no settings.
"""

from .api import render
from .extract.language import guess_text_language
from .links.mentions import Mentions, mentions
from .links.targets import ARTICLES, SEPARATOR, kind
from .math.macro_table import MacroError, parse_macros
from .npm import is_package_installed
from .options import DIALECTS, File, KnownNames, Target
from .output.feed import for_feed
from .output.mail import Mail, for_mail
from .parts.sections import section_numbers
from .result import VERSION, Counts, Rendered, RenderedLink, RenderError, RenderWarning, TocHeading
from .worker.pool import render_many, render_safely

__all__ = [
    "ARTICLES",
    "DIALECTS",
    "SEPARATOR",
    "VERSION",
    "Counts",
    "File",
    "KnownNames",
    "MacroError",
    "Mail",
    "Mentions",
    "RenderError",
    "RenderWarning",
    "Rendered",
    "RenderedLink",
    "Target",
    "TocHeading",
    "for_feed",
    "for_mail",
    "guess_text_language",
    "is_package_installed",
    "kind",
    "mentions",
    "parse_macros",
    "render",
    "render_many",
    "render_safely",
    "section_numbers",
]
