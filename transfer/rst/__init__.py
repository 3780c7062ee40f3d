"""reStructuredText as Markdown: rst_as_markdown(). docutils reads it, and opens no other file.

rst_names.py     directives and roles of Sphinx, Pelican and Nikola, and those that nobody knows
rst_head.py      what the text states about itself
rst_html.py      the HTML of docutils, as the converter to Markdown expects it
"""

from typing import NamedTuple

from docutils import nodes
from docutils.core import publish_doctree, publish_from_doctree
from docutils.utils import SystemMessage

from transfer.front_matter_yaml import front_matter_text
from transfer.html import html_to_markdown
from transfer.messages import ImportFailure

from . import rst_head, rst_html, rst_names

__all__ = ["RST", "ReadRst", "rst_as_markdown"]

RST = ".rst"
ERROR = 3
SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": True,  # the renderer decides what HTML may do
    "report_level": ERROR,
    "halt_level": 5,
    "warning_stream": False,
    "docinfo_xform": False,
    "syntax_highlight": "none",
    "math_output": "MathJax",
    "embed_stylesheet": False,
    "_disable_config": True,
    "initial_header_level": 2,
}


class ReadRst(NamedTuple):
    """`markdown` has front matter. `names` are the directives that are not known."""

    markdown: str
    names: tuple[str, ...]


def rst_as_markdown(source: str) -> ReadRst:
    """Raises ImportFailure for a text that docutils cannot read."""
    stated, text = rst_head.nikola_head(source)
    unknown = rst_names.register_names(text)
    try:
        tree = publish_doctree(text, settings_overrides=SETTINGS)
        stated = rst_head.head_of(tree) | stated
        show_unread(tree)
        html = publish_from_doctree(tree, writer="html5", settings_overrides=SETTINGS)
    except (SystemMessage, RecursionError, ValueError, AssertionError, LookupError) as error:
        raise ImportFailure("rst-broken", reason=error) from error
    markdown = html_to_markdown(rst_html.repaired(html.decode()))
    above = front_matter_text(stated) + "\n" if stated else ""
    body = markdown.replace(rst_names.MORE_MARK, "<!-- more -->")
    return ReadRst(f"{above}{body}\n", tuple(unknown))


def show_unread(tree: nodes.document) -> None:
    """Put what docutils could not read in the place of what it says about it."""
    for message in list(tree.findall(nodes.system_message)):
        parent = message.parent
        if parent is not None:
            kept = [each for each in message.children if isinstance(each, nodes.literal_block)]
            parent.replace(message, kept)
    for problem in list(tree.findall(nodes.problematic)):
        if problem.parent is not None:
            problem.parent.replace(problem, nodes.Text(problem.astext()))
