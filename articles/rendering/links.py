"""Links that leave the site."""

from .document import Document

ELSEWHERE = ("http://", "https://", "//")


def mark_links(document: Document) -> None:
    for link in document.body.css("a[href]"):
        if (link.attributes.get("href") or "").lower().startswith(ELSEWHERE):
            link.attrs["rel"] = "noopener"
