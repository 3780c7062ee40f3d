"""Formulas in the text of Python-Markdown: as names, not as elements, which cost ten times more.

No pattern matches what a name is made of, and what surrounds it is no letter. No source has these
characters: `tidy_source` has removed them.
"""

from ...document import FORMULA_CLASS, Document

NAME_START, NAME_END = "\x0e", "\x0f"


def delimited_name(name: str) -> str:
    return f"{NAME_START}{name}{NAME_END}"


def names_to_placeholders(document: Document, html: str) -> str:
    """The names in the text as the placeholders that they are in all other steps."""
    html = html.replace(
        NAME_START + document.token, f'<code class="{FORMULA_CLASS}">{document.token}'
    )
    return html.replace(NAME_END, "</code>")
