"""The obsolete attribute `align="center"`, replaced by a CSS class."""

from ..document import Document

SIDES = ("left", "center", "right")


def convert_alignment(document: Document) -> None:
    for node in document.body.css("[align]"):
        side = (node.attributes.get("align") or "").strip().lower()
        del node.attrs["align"]
        names = (node.attributes.get("class") or "").split()
        if side in SIDES and not {*names} & {*SIDES}:
            node.attrs["class"] = " ".join([*names, side])
