"""Ids given by authors: each may identify only one element."""

from ..document import Document
from ..messages import message
from .allowed import HEADINGS


def claim_ids(document: Document) -> None:
    """Keep the first element with an id and warn of others. Headings get their ids later."""
    taken: set[str] = set()
    for node in document.body.css("[id]"):
        own = node.attributes.get("id") or ""
        if node.tag in HEADINGS:
            continue
        if not own or own in taken:
            del node.attrs["id"]
            if own:
                document.warn(message("id-repeated", id=own), f"#{own}")
        taken.add(own)
