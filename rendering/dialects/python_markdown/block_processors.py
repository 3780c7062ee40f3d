"""Adapts Python-Markdown's tables, attribute lists and abbreviations to the shared steps."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.tables import TableProcessor

from ...code import inline_language
from ...document import CODE_CLASS, FORMULA_CLASS, Document
from ...html.attribute_lists import allowed_attributes
from ...messages import message
from ..commonmark.table_pipes import hide_pipes, show_pipes

SNIPPET = re.compile(r"[ \t]*-+8<-+(?:[ \t]+[\"'].*)?[ \t]*")


def register_blocks(md: Markdown, document: Document) -> None:
    table = FormulaTableProcessor(md.parser, {"use_align_attribute": True})
    md.parser.blockprocessors.register(table, "table", 75)
    md.treeprocessors.register(AttributeListTreeprocessor(md, document), "attr_list", 8)
    # The shared step also finds abbreviations without spaces around them.
    explained = md.treeprocessors["abbr"]
    assert isinstance(explained, AbbrTreeprocessor)
    md.treeprocessors.deregister("abbr")
    document.abbreviations = explained.abbrs


class FormulaTableProcessor(TableProcessor):
    """Tables in which a pipe within a formula or code separates no cells."""

    def test(self, parent: Element, block: str) -> bool:
        """Read only the first two lines, since this is called for every heading in a block."""
        _first, *second = block.split("\n", 2)[:2]
        if not second or "-" not in second[0]:
            return False
        return bool(super().test(parent, block))

    def _split(self, row: str) -> list[str]:
        return [show_pipes(cell) for cell in super()._split(hide_pipes(row))]  # type: ignore[misc]


class AttributeListTreeprocessor(AttrListTreeprocessor):
    def __init__(self, md: Markdown, document: Document) -> None:
        super().__init__(md)
        self.document = document

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        items, remainder = get_attrs_and_remainder(attrs_string)
        # Placeholders of formulas and code must not change.
        if (strict and remainder) or elem.get("class") in (FORMULA_CLASS, CODE_CLASS):
            return str(remainder)
        named = [("class" if name == "." else name, value or "") for name, value in items]
        languages = [item for item in named if elem.tag == "code" and is_language_class(*item)]
        others = [item for item in named if item not in languages]
        given = allowed_attributes(self.document, others, self.document.line_of(attrs_string))
        for name, value in [*languages, *given.items()]:
            together = name == "class" and elem.get("class")
            elem.set(name, f"{together} {value}" if together else value)
        return str(remainder)


def is_language_class(name: str, value: str) -> bool:
    return name == "class" and bool(inline_language("", value)[0])


def warn_snippets(document: Document) -> None:
    """Warn of `--8<-- "file"`, which would include a file of the server."""
    for number, line in enumerate(document.source.split("\n"), 1):
        if "8<" in line and SNIPPET.fullmatch(line):
            document.warn(message("file-not-included"), line.strip(), number)
