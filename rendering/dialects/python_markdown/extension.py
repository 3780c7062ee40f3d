"""Converts Python-Markdown's callouts and tabs to the HTML that the shared steps expect."""

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from ...document import Document
from ...parts.callout_kinds import callout_class, callout_title, known_kind
from ..commonmark.placeholder_lines import PlaceholderLines
from .block_processors import register_blocks
from .code import IndentedCode, InlineCode
from .found_blocks import BlockMarks
from .inline_processors import register_inline
from .paired_delimiters import register_delimiters


class SharedFormsExtension(Extension):
    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def extendMarkdown(self, md: Markdown) -> None:
        document = self.document
        # After fences and HTML.
        md.preprocessors.register(PlaceholderLines(md, document), "foreign", 15)
        md.treeprocessors.register(IndentedCode(md, document), "code", 35)
        md.treeprocessors.register(BlockMarks(document), "block_marks", 34)
        # After attribute lists.
        md.treeprocessors.register(InlineCode(md), "inline_code", 7)
        md.treeprocessors.register(CalloutTreeprocessor(document), "callouts", 5)
        md.treeprocessors.register(TabTreeprocessor(document), "tabs", 4)
        register_blocks(md, document)
        register_inline(md, document)
        register_delimiters(md)


class DocumentTreeprocessor(Treeprocessor):
    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document


class CalloutTreeprocessor(DocumentTreeprocessor):
    """`!!! note` and `??? note`."""

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            kinds = (element.get("class") or "").split()
            if element.tag == "div" and kinds[:1] == ["admonition"]:
                self.finish_open(element, known_kind(kinds[1:]))
            elif element.tag == "details":
                self.finish_folded(element, known_kind(kinds))

    def finish_open(self, element: Element, kind: str) -> None:
        children = list(element)
        element.clear()
        element.tag, element.tail = "aside", "\n"
        element.set("role", "note")
        title = children.pop(0) if has_admonition_title(children) else None
        element.set("class", callout_class(kind, self.translate(title, kind)))
        if title is not None:
            title.tag, title.tail, title.attrib = "b", None, {}
            element.append(title)
        SubElement(element, "div").extend(children)

    def finish_folded(self, element: Element, kind: str) -> None:
        self.translate(element.find("summary"), kind)
        element.set("class", callout_class(kind))

    def translate(self, title: Element | None, kind: str) -> bool:
        """Translate a title that is made of the kind; return whether the author wrote it."""
        if title is None:
            return True
        if len(title) or title.text != kind.capitalize():
            return True
        title.text = callout_title(kind, self.document.language)
        return False


def has_admonition_title(children: list[Element]) -> bool:
    return bool(children) and children[0].get("class") == "admonition-title"


class TabTreeprocessor(DocumentTreeprocessor):
    """`=== "title"`, and `===+ "title"` for the open tab, in the form that `make_tabs` expects."""

    def run(self, root: Element) -> None:
        for element in list(root.iter("div")):
            if (element.get("class") or "").startswith("tabbed-set"):
                self.fold(element)

    def fold(self, element: Element) -> None:
        labels = list(element.iterfind("div[@class='tabbed-labels']/label"))
        bodies = list(element.iterfind("div[@class='tabbed-content']/div"))
        chosen = ["checked" in button.attrib for button in element.iterfind("input")]
        element.clear()
        element.set("class", "tabs")
        element.tail = "\n"
        for label, body, is_open in zip(labels, bodies, chosen, strict=False):
            body.tag, body.attrib = "details", {"class": "tab", **({"open": ""} if is_open else {})}
            label.tag, label.tail, label.attrib = "summary", None, {}
            body.insert(0, label)
            element.append(body)
