"""The language of the prose of a Markdown text."""

import re

import rendering
from rendering.markdown_source.blanking import without_code, without_math

ADDRESS = re.compile(r"\w+://\S+|\]\([^)\n]*\)|<[^<>\n]*>")


def prose_language(text: str) -> str:
    """Return the language of the prose. Empty if there are no words."""
    return rendering.guess_text_language(ADDRESS.sub(" ", without_math(without_code(text))))
