"""The HTML of a diagram: the drawing, its caption, and its source for who cannot see it."""

from html import escape

from ..document import html_attributes
from ..page_words import Wording
from ..placeholders import CodeBlock
from .drawn_diagram import FONT_SIZE, ID_MARK, SHOWN_FONT_SIZE, Drawing

# A diagram is not drawn smaller than this part of its size: beyond, its text is hard to read.
LEAST = 0.8


def diagram_figure(code: CodeBlock, drawing: Drawing, number: int, words: Wording) -> str:
    """The figure of the diagram with this number on its page."""
    source = f"diagram-source-{number}"
    left, top, width, height = drawing.box
    scale = FONT_SIZE / SHOWN_FONT_SIZE
    values = {
        "role": "img",
        "aria-label": code.title or words.diagram,
        "aria-describedby": source,
        "viewBox": f"{left:g} {top:g} {width:g} {height:g}",
        "width": f"{width * scale:.0f}",
        "height": f"{height * scale:.0f}",
        # The style sheet makes it the least width, which differs from drawing to drawing.
        "font-size": f"{width * scale * LEAST:.0f}",
    }
    markup = f'<g font-size="{SHOWN_FONT_SIZE:g}">{drawing.markup}</g>'.replace(
        ID_MARK, f"{source}-"
    )
    caption = f"<figcaption>{escape(code.title)}</figcaption>" if code.title else ""
    text = escape(code.source, quote=False)
    return (
        '<figure class="diagram">'
        f'<div class="box"><svg{html_attributes(**values)}>{markup}</svg></div>{caption}'
        f"<details><summary>{words.diagram_source}</summary>"
        f'<pre id="{source}"><code>{text}</code></pre></details></figure>'
    )
