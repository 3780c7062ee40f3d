"""The page as a mail: formulas as LaTeX, and all of it once more as plain text."""

from dataclasses import dataclass

from .plain_text import plain_text
from .portable_html import Page


@dataclass(frozen=True, slots=True)
class Mail:
    """The two alternatives of one message."""

    html: str
    text: str


def for_mail(html: str, *, base: str) -> Mail:
    """`html`, as rendering gives it, with absolute addresses; `base` is that of the page."""
    page = Page(html, base)
    spell_formulas(page)
    return Mail(page.xhtml(), plain_text(page.body))


def spell_formulas(page: Page) -> None:
    """No mail program shows MathML."""
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
