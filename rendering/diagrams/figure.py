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
    left, top, width, height = drawing.box
    scale = FONT_SIZE / SHOWN_FONT_SIZE
    values = {
        "role": "img",
        "aria-label": code.title or words.diagram,
        "viewBox": f"{left:g} {top:g} {width:g} {height:g}",
        "width": f"{width * scale:.0f}",
        "height": f"{height * scale:.0f}",
        # The style sheet makes it the least width, which differs from drawing to drawing.
        "font-size": f"{width * scale * LEAST:.0f}",
    }
    markup = drawing.markup.replace(ID_MARK, f"drawn-{number}-")
    text = escape(code.source, quote=False)
    caption = f"<figcaption>{escape(code.title)}</figcaption>" if code.title else ""
    # Browsers describe nothing by what is folded, so that the source is in `desc` too.
    return (
        f'<figure class="diagram"><div class="box"><svg{html_attributes(**values)}>'
        f'<desc>{text}</desc><g font-size="{SHOWN_FONT_SIZE:g}">{markup}</g></svg></div>{caption}'
        f"<details><summary>{words.diagram_source}</summary>"
        f"<pre><code>{text}</code></pre></details></figure>"
    )
