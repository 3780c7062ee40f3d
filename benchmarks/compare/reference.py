"""Render with the reference programs: cmark-gfm, and Python-Markdown without our extensions."""

import string

from cmarkgfm.cmark import Options, markdown_to_html_with_extensions
from markdown import Markdown

from rendering.dialects.python_markdown import EXTENSIONS

from .declared import as_others_see_it

CMARK = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
ADDITIONS = ("table", "autolink", "strikethrough", "tasklist")


def commonmark(source: str) -> str:
    html: str = markdown_to_html_with_extensions(as_others_see_it(source), CMARK, ADDITIONS)
    return html


def python_markdown(source: str) -> str:
    markdown = Markdown(
        extensions=[*(extension() for extension in EXTENSIONS), "pymdownx.superfences"],
        extension_configs={
            "pymdownx.highlight": {"use_pygments": False},
            "pymdownx.superfences": {"relaxed_headers": True},
            "pymdownx.tabbed": {"alternate_style": True},
            "pymdownx.tilde": {"subscript": False},
        },
    )
    markdown.ESCAPED_CHARS = [*string.punctuation]  # declared: a backslash works before any sign
    return markdown.convert(source)


RENDERERS = {"commonmark": commonmark, "python-markdown": python_markdown}
