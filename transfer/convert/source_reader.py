"""Parses a source into Python-Markdown's blocks, with the author's spelling in them.

The block parser is Python-Markdown's own, so that its rules are not repeated here. Fences, tables
and definitions, which it would convert or drop, are kept as they were written.
"""

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX

from rendering.dialects.python_markdown.math import FormulaLinePreprocessor
from transfer.convert.source_blocks import Definitions, SourceExtension

EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables"),
    *("pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed", "sane_lists"),
)


class ParsedSource:
    """The blocks and the definitions of a source."""

    def __init__(self, source: str) -> None:
        self.definitions = Definitions()
        self.markdown = source_parser(self.definitions)
        lines = source.split("\n")
        for step in self.markdown.preprocessors:
            lines = step.run(lines)
        root = self.markdown.parser.parseDocument(lines).getroot()
        assert root is not None
        self.root: Element = root

    def parse_part(self, text: str) -> Element:
        """Parse a part of a source, such as the text of a footnote."""
        part = Element("div")
        self.markdown.parser.parseChunk(part, text)
        return part

    def with_stashed(self, text: str) -> str:
        """Replace the placeholders of Python-Markdown by their source."""
        stash = self.markdown.htmlStash.rawHtmlBlocks
        return HTML_PLACEHOLDER_RE.sub(lambda match: str(stash[int(match[1])]), text)


def source_parser(definitions: Definitions) -> Markdown:
    fences = {
        "custom_fences": [
            {"name": "*", "class": "", "format": fence_code, "validator": accept_any_fence}
        ]
    }
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


def fence_code(source: str, *_: object, **__: object) -> str:
    """Return the code of a fence. `WholeFences` adds its first and its last line."""
    return source


def accept_any_fence(*_: object) -> bool:
    return True


class WholeFences(Preprocessor):
    """Keeps each fence as it was written, without the indentation of its container."""

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
