"""Warns of text that is in the source but not on the page, for whatever reason."""

from ..document import PLACEHOLDER, Document, held_source
from ..messages import message, texts_in
from .losses import Loss, PageText, losses

MOST = 20
LONGEST = 80


def warn_of_losses(document: Document) -> None:
    found = losses(document.original_source, page_text(document))
    for loss in found[:MOST]:
        told = message("text-lost", text=shortened_loss(loss), column=loss.column)
        document.warn(told, line=loss.line)
    if len(found) > MOST:
        document.warn(message("more-text-lost", lines=len(found) - MOST), line=found[MOST].line)


def page_text(document: Document) -> PageText:
    held = [held_source(thing) for thing in document.held_in_order()]
    quoted = [text for warning in document.warnings for text in texts_in(warning.params)]
    targets = [link.target for link in document.links]
    html = PLACEHOLDER.sub("", document.html)  # the words of random names would count as there
    page = PageText.of(html, "\n".join([*quoted, *targets, *document.hidden_texts]))
    return PageText("\n".join([page.text, *held]), page.elsewhere, page.tags)


def shortened_loss(loss: Loss) -> str:
    return loss.text if len(loss.text) <= LONGEST else loss.text[:LONGEST] + "…"
