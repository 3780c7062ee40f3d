"""The language of the prose of a Markdown text."""

import re

import rendering
from rendering.markdown_source.blanking import without_code, without_math

# Each part has a longest length: so long words and many brackets take no longer than other text.
ADDRESS = re.compile(r"(?<![a-zA-Z])[a-zA-Z][\w+.-]{0,15}://\S+|\]\([^)\n]{0,2000}\)|<[^<>\n]*>")


def prose_language(text: str) -> str:
    """Return the language of the prose. Empty if there are no words."""
    return rendering.guess_text_language(ADDRESS.sub(" ", without_math(without_code(text))))
