"""What Python-Markdown sees in a source: its blocks, with the author's own spelling in them.

The block parser is Python-Markdown's own, so that no rule of it is told twice; what it would
turn into HTML or forget (fences, tables, definitions) is kept as it was written.
"""

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX

from rendering.dialects.python_markdown.math import FormulaLinePreprocessor
from transfer.convert.blocks import Definitions, SourceExtension

EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables"),
    *("pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed", "sane_lists"),
)


class Reading:
    """One source, read."""

    def __init__(self, source: str) -> None:
        self.definitions = Definitions()
        self.markdown = parser(self.definitions)
        lines = source.split("\n")
        for step in self.markdown.preprocessors:
            lines = step.run(lines)
        root = self.markdown.parser.parseDocument(lines).getroot()
        assert root is not None
        self.root: Element = root

    def blocks_of(self, text: str) -> Element:
        """A part that Python-Markdown reads by itself, such as a footnote."""
        part = Element("div")
        self.markdown.parser.parseChunk(part, text)
        return part

    def kept(self, text: str) -> str:
        """The text with what Python-Markdown had put aside back in its place."""
        stash = self.markdown.htmlStash.rawHtmlBlocks
        return HTML_PLACEHOLDER_RE.sub(lambda match: str(stash[int(match[1])]), text)


def parser(definitions: Definitions) -> Markdown:
    fences = {"custom_fences": [{"name": "*", "class": "", "format": keep, "validator": accept}]}
    markdown = Markdown(
        extensions=[*EXTENSIONS, SourceExtension(definitions)],
        extension_configs={
            "pymdownx.superfences": {**fences, "relaxed_headers": True, "preserve_tabs": True},
            "pymdownx.tabbed": {"alternate_style": True},
        },
    )
    markdown.preprocessors.register(WholeFences(markdown), "whole_fences", 24)
    markdown.preprocessors.register(FormulaLinePreprocessor(markdown), "formula", 15)
    return markdown


def keep(source: str, *_: object, **__: object) -> str:
    """The code of a fence; `WholeFences` puts its first and last line around it."""
    return source


def accept(*_: object) -> bool:
    return True


class WholeFences(Preprocessor):
    """Each fence as it was written, without the indent of what it is in."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        self.stash = markdown.htmlStash

    def run(self, lines: list[str]) -> list[str]:
        superfences: Any = self.md.preprocessors["fenced_code_block"]
        fences: dict[str, tuple[str, int]] = superfences.extension.stash.stash
        for placeholder, (source, indent) in fences.items():
            match = HTML_PLACEHOLDER_RE.fullmatch(f"{STX}{placeholder}{ETX}")
            rows = source.split("\n")
            if match:
                code = self.stash.rawHtmlBlocks[int(match[1])]
                whole = f"{rows[0][indent:]}\n{code}\n{rows[-1][indent:]}"
                self.stash.rawHtmlBlocks[int(match[1])] = whole
        return lines
