"""MDX as Markdown: mdx_as_markdown(). Nothing in it is run.

mdx_tree.py         text, expressions and elements, with their places
mdx_scripts.py      import and export statements
mdx_expressions.py  literals in braces
mdx_components.py   what components become
mdx_writer.py       the tree as Markdown
"""

from collections.abc import Callable
from typing import NamedTuple

from transfer.front_matter_yaml import front_matter_text
from transfer.reading.front_matter_block import split_front_matter

from .mdx_scripts import read_mdx_scripts
from .mdx_tree import parse_mdx
from .mdx_writer import MdxWriter

__all__ = ["MDX", "ReadMdx", "mdx_as_markdown"]

MDX = ".mdx"
DEEPEST = 4  # texts within each other


class ReadMdx(NamedTuple):
    """`components` are the names of those that became their text, `expressions` what stays."""

    markdown: str
    components: tuple[str, ...]
    expressions: tuple[str, ...]


def mdx_as_markdown(
    source: str, text_of_file: Callable[[str], str | None], depth: int = 0
) -> ReadMdx:
    """Return Markdown with the front matter as it is.

    `text_of_file` returns another text that this one imports, None if there is none.
    """
    head = split_front_matter(source)
    has_head = bool(head.values or head.problems)
    above = source[: len(source) - len(head.body)].rstrip("\n") + "\n\n" if has_head else ""
    scripts = read_mdx_scripts(head.body if has_head else source)

    def included(name: str) -> str | None:
        path = scripts.imports.get(name, "")
        text = text_of_file(path) if path.endswith((".md", MDX)) and depth < DEEPEST else None
        if text is None:
            return None
        body = split_front_matter(text).body
        return mdx_as_markdown(body, text_of_file, depth + 1).markdown

    writer = MdxWriter(scripts, included)
    body = writer.markdown(parse_mdx(scripts.text))
    if not above and scripts.stated:
        above = front_matter_text(scripts.stated) + "\n"
    return ReadMdx(above + body, tuple(writer.components), tuple(writer.expressions))
