"""Python-Markdown's tree as XHTML."""

from xml.etree.ElementTree import Element

from markdown.serializers import to_xhtml_string

from .formula_placeholders import NAME_END, NAME_START


def to_xhtml(root: Element) -> str:
    """As Python-Markdown, but without delimiters around names of formulas in attributes.

    An image without words has no `alt`: an empty one is written in HTML, and means no words.
    """
    for image in root.iter("img"):
        if not image.get("alt"):
            image.attrib.pop("alt", None)
    for element in root.iter():
        for name, value in element.items():
            # Raw HTML can have attributes without a value.
            if value is not None and NAME_START in value:
                element.set(name, value.replace(NAME_START, "").replace(NAME_END, ""))
    return to_xhtml_string(root)
