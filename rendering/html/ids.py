"""Ids that authors gave: each stands for one element."""

from ..document import Document
from .allowed import HEADINGS


def claim_ids(document: Document) -> None:
    """The first keeps it; headings, which cannot do without, are named afterwards."""
    taken: set[str] = set()
    for node in document.body.css("[id]"):
        own = node.attributes.get("id") or ""
        if node.tag in HEADINGS:
            continue
        if not own or own in taken:
            del node.attrs["id"]
            if own:
                document.warn(f"The id “{own}” is given twice; the second is left out", f"#{own}")
        taken.add(own)
