"""Labels in place of the formulas of texts for search, as in excerpts."""

from ..page_words import wording
from ..result import DISPLAY_START, FORMULA_START


def label_formulas(html: str, language: str) -> str:
    """`html` with [Math] or [公式] in place of each mark that stands for a formula."""
    if FORMULA_START in html:
        html = html.replace(
            FORMULA_START, f'<span class="chip i">[{wording(language).inline}]</span>'
        )
    if DISPLAY_START in html:
        html = html.replace(
            DISPLAY_START, f'<span class="chip f">[{wording(language).display}]</span>'
        )
    return html
