"""HTML and plain text for mails, with formulas as LaTeX."""

from dataclasses import dataclass

from .diagram_pictures import with_diagram_sources
from .plain_text import plain_text
from .portable_html import PortablePage


@dataclass(frozen=True, slots=True)
class Mail:
    """The two alternatives of a multipart/alternative message."""

    html: str
    text: str


def for_mail(html: str, *, base: str) -> Mail:
    """Convert rendered `html` for a mail; `base` is the absolute address of the page."""
    page = PortablePage(with_diagram_sources(html), base)
    formulas_to_latex(page)
    return Mail(page.xhtml(), plain_text(page.body))


def formulas_to_latex(page: PortablePage) -> None:
    """Replace MathML by LaTeX: mail programs do not show MathML."""
    for math in page.body.css("math"):
        annotation = math.css_first("annotation")
        latex = annotation.text().strip() if annotation else ""
        parent = math.parent
        if "silent" in (math.attributes.get("class") or ""):
            math.decompose()
        elif math.attributes.get("display") != "block":
            math.replace_with(page.create("code", f"${latex}$"))
        elif parent is not None and parent.tag == "p" and parent.text(deep=False) == "":
            block = page.create("pre")
            block.insert_child(page.create("code", f"$$\n{latex}\n$$"), move=True)
            parent.replace_with(block)
        else:
            math.replace_with(page.create("code", f"$${latex}$$"))
