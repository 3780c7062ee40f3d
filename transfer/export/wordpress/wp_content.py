"""Blocks of a text for WordPress.

Text without blocks would go through `wpautop`, which adds paragraphs and line breaks, also within
formulas. Paragraphs and headings become blocks that one edits as text. All else is in blocks of
HTML, which WordPress shows unchanged.
"""

import re
from collections.abc import Iterable
from html import escape

from rendering import ExportedBlock

PLAIN_PARAGRAPH = re.compile(r"<p>(?!<math[^>]*display)")
PLAIN_HEADING = re.compile(r'<h\d(?P<id> id="[^"]*")?>')


def wordpress_content(blocks: Iterable[ExportedBlock]) -> str:
    return "\n\n".join(map(wordpress_block, blocks))


def wordpress_block(block: ExportedBlock) -> str:
    if block.kind == "paragraph" and PLAIN_PARAGRAPH.match(block.html):
        return in_block("paragraph", "", block.html)
    if block.kind == "heading" and (found := PLAIN_HEADING.match(block.html)):
        level = f'{{"level":{block.level}}} ' if block.level != 2 else ""
        start = f'<h{block.level} class="wp-block-heading"{found["id"] or ""}>'
        return in_block("heading", level, start + block.html[found.end() :])
    return in_block("html", "", code_listing(block) if block.kind == "code" else block.html)


def in_block(name: str, data: str, html: str) -> str:
    return f"<!-- wp:{name} {data}-->\n{html}\n<!-- /wp:{name} -->"


def code_listing(block: ExportedBlock) -> str:
    """The code with its language as plugins that highlight look for it."""
    named = f' class="language-{escape(block.language)}"' if block.language else ""
    return f"<pre><code{named}>{escape(block.code, quote=False)}</code></pre>"
