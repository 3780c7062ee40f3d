"""HTML for other systems, such as WordPress and Ghost: like that of feeds, but nothing is left out.

Formulas keep their LaTeX beside the MathML, code its language, footnotes and sections their ids.
Pictures are whole, and diagrams are within the text.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from selectolax.lexbor import LexborNode

from ..code.code_languages import language_named
from ..html.text_flow import BLOCKS
from ..tree import children
from .diagram_pictures import diagram_picture, with_diagrams_and_sources
from .portable_html import (
    choose_whole_pictures,
    colour_text,
    link_embeds,
    quote_callouts,
    unwrap_elements,
    write_code_titles,
    write_section_numbers,
    write_task_boxes,
)
from .xhtml_page import KEPT, XhtmlPage, absolute_address, portable_start_tag

FindFile = Callable[[str], str | None]
FormulaForm = Literal["mathml", "latex"]
BlockKind = Literal["paragraph", "heading", "code", "html"]
UNWANTED = ".dark-only, a.sec:not(.written), h2 > wbr, h3 > wbr, h4 > wbr, math.silent"
KEPT_HERE = KEPT | {"controls", "id", "loop", "open", "poster"}
WITH_CLASS = frozenset({"code", "section"})
FOOTNOTES = "footnotes"


@dataclass(frozen=True, slots=True)
class ExportedBlock:
    """A block of a text: its XHTML, and of a heading the level.

    `code` and `language` are those of a block of code; the language may be empty.
    """

    kind: BlockKind
    html: str
    level: int = 0
    code: str = ""
    language: str = ""


def address_files(page: "ExportPage") -> None:
    """Addresses are absolute, but those within the text stay."""
    for node in page.body.css("[href], [src], [poster]"):
        for name in ("href", "src", "poster"):
            address = node.attributes.get(name)
            if address and not address.startswith(("#", "data:")):
                found = page.find_file(address)
                node.attrs[name] = found or absolute_address(page.base, address)


def name_code_languages(page: "ExportPage") -> None:
    """The language of a block of code as a class, by which other systems highlight it."""
    for figure in page.body.css("figure.code"):
        label, code = figure.css_first("figcaption .lang"), figure.css_first("code")
        if label is not None and code is not None:
            language = language_named(label.text())
            name = language.alias if language else label.text().lower().replace(" ", "-")
            code.attrs["class"] = f"language-{name}"
        if label is not None:
            label.decompose()


def keep_classes(page: "ExportPage") -> None:
    """Only the classes with a meaning elsewhere: of the language of code, and of footnotes."""
    for node in page.body.css("code[class], section[class]"):
        name = node.attributes.get("class") or ""
        if name == "notes":
            node.insert_before(page.create("hr"), move=True)
            node.attrs["class"] = FOOTNOTES
        elif not name.startswith("language-"):
            del node.attrs["class"]


def remove_screen_parts(page: "ExportPage") -> None:
    for node in page.body.css(UNWANTED):
        node.decompose()


def write_latex(page: "ExportPage") -> None:
    """Formulas as LaTeX in brackets, if that was asked for."""
    for math in page.body.css("math") if page.formulas == "latex" else []:
        annotation = math.css_first("annotation")
        latex = annotation.text().strip() if annotation else math.text()
        is_block = math.attributes.get("display") == "block"
        math.replace_with(rf"\[{latex}\]" if is_block else rf"\({latex}\)")


class ExportPage(XhtmlPage):
    """`find_file` gives the address that a file of this site has in the export, None for others."""

    STEPS = (
        choose_whole_pictures,
        address_files,
        name_code_languages,
        remove_screen_parts,
        write_section_numbers,
        write_code_titles,
        quote_callouts,
        write_task_boxes,
        link_embeds,
        write_latex,
        colour_text,
        keep_classes,
        unwrap_elements,
    )

    def __init__(self, html: str, base: str, find_file: FindFile, formulas: FormulaForm) -> None:
        self.find_file, self.formulas = find_file, formulas
        super().__init__(with_diagrams_and_sources(html, drawing_address), base)

    def start_tag(self, name: str, written: str) -> str:
        more = {"class"} if name in WITH_CLASS else frozenset[str]()
        return portable_start_tag(name, written, KEPT_HERE | more)


def blocks_for_export(
    html: str, *, base: str, find_file: FindFile, formulas: FormulaForm = "mathml"
) -> list[ExportedBlock]:
    """The blocks of rendered `html`; `base` is the absolute address of its page.

    `formulas` are MathML with their LaTeX as an annotation, or LaTeX in the brackets that MathJax
    and KaTeX look for.
    """
    page = ExportPage(html, base, find_file, formulas)
    return [exported_block(page, node) for node in blocks_of(page)]


def drawing_address(svg: str) -> str:
    """A diagram as an address that contains it: other systems refuse SVG as a file."""
    return f"data:image/svg+xml;base64,{b64encode(diagram_picture(svg).encode()).decode()}"


def blocks_of(page: "ExportPage") -> Iterator[LexborNode]:
    """The blocks of the page. Text between them, of raw HTML, gets a paragraph."""
    for node in children(page.body):
        if node.tag != "-text" and (node.tag in BLOCKS or node.tag == "hr"):
            yield node
        elif node.tag == "-text" and not (node.text_content or "").strip():
            continue
        else:
            paragraph = page.create("p")
            node.insert_before(paragraph, move=True)
            paragraph.insert_child(node, move=True)
            yield paragraph


def exported_block(page: ExportPage, node: LexborNode) -> ExportedBlock:
    html = page.written(node.html or "")
    if node.tag == "p":
        return ExportedBlock("paragraph", html)
    if node.tag in ("h2", "h3", "h4", "h5", "h6"):
        return ExportedBlock("heading", html, level=int(node.tag[1]))
    code = node.css_first("code") if node.tag == "pre" else None
    if code is not None:
        language = (code.attributes.get("class") or "").removeprefix("language-")
        return ExportedBlock("code", html, code=code.text(), language=language)
    return ExportedBlock("html", html)
