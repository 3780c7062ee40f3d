"""`align="center"`, which HTML gave up, as a class that the stylesheet knows."""

from ..document import Document

SIDES = ("left", "center", "right")


def settle_alignment(document: Document) -> None:
    for node in document.body.css("[align]"):
        side = (node.attributes.get("align") or "").strip().lower()
        del node.attrs["align"]
        names = (node.attributes.get("class") or "").split()
        if side in SIDES and not {*names} & {*SIDES}:
            node.attrs["class"] = " ".join([*names, side])
