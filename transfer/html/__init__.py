"""Turns the HTML of exported articles into Markdown: html_to_markdown().

text_formulas.py  formulas that a script of the old site has drawn from the text
pictures.py       thumbnails, galleries
players.py        players of other sites; old ways to embed them
hidden_elements.py  what the page did not show
"""

from selectolax.lexbor import LexborHTMLParser

from rendering.from_html import TooLarge, markdown_from_html

from .hidden_elements import mark_hidden_elements
from .kept_markdown import KeptMarkdown
from .pictures import gather_galleries, show_whole_pictures
from .players import replace_players
from .text_formulas import mark_text_formulas

__all__ = ["html_to_markdown"]


def html_to_markdown(html: str, *, base_url: str = "") -> str:
    """The text of an article as Markdown, without a line end.

    `base_url` is the address of the article on the old site: relative links become absolute.
    Formulas of MathJax and KaTeX in the text stay formulas. HTML that is too large to be converted
    is returned as it is, since Markdown may contain HTML.
    """
    kept = KeptMarkdown()
    tree = LexborHTMLParser(f"<body>{mark_text_formulas(html)}")
    mark_hidden_elements(tree, kept)
    show_whole_pictures(tree)
    gather_galleries(tree)
    replace_players(tree)
    try:
        markdown = markdown_from_html(tree.html or "", base_url, is_whole=True).markdown
        return kept.restore(markdown)
    except TooLarge:
        return html
