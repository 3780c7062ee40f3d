"""Names that stand for formulas in Python-Markdown's text; elements would be ten times slower.

A name stands between two control characters, which `clean_source` removes from every source. No
inline pattern matches within a name or its delimiters.
"""

from ...document import FORMULA_CLASS, Document

NAME_START, NAME_END = "\x0e", "\x0f"


def delimited_name(name: str) -> str:
    return f"{NAME_START}{name}{NAME_END}"


def names_to_placeholders(document: Document, html: str) -> str:
    """Replace the names by the placeholder elements that all other steps use."""
    html = html.replace(
        NAME_START + document.token, f'<code class="{FORMULA_CLASS}">{document.token}'
    )
    return html.replace(NAME_END, "</code>")
