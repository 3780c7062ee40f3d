"""Formulas in the text of Python-Markdown: as names, not as elements, which cost ten times more.

No pattern matches what a name is made of, and what surrounds it is no letter. No source has these
characters: `tidy_source` has removed them.
"""

from ...document import FORMULA_CLASS, Document

NAME_BEGINS, NAME_ENDS = "\x0e", "\x0f"


def marked(name: str) -> str:
    return f"{NAME_BEGINS}{name}{NAME_ENDS}"


def with_elements(document: Document, html: str) -> str:
    """The names in the text as the placeholders that they are in all other steps."""
    html = html.replace(
        NAME_BEGINS + document.token, f'<code class="{FORMULA_CLASS}">{document.token}'
    )
    return html.replace(NAME_ENDS, "</code>")
