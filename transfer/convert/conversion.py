"""Converts stored articles and pages to CommonMark."""

from copy import copy
from dataclasses import dataclass
from difflib import unified_diff

from django.conf import settings
from django.db import transaction

import rendering
from articles.models import Article, Page
from articles.models.markdown import Dialect
from articles.publishing.link_resolver import known_names
from rendering.api import TOO_DEEP
from transfer.convert import to_commonmark
from transfer.convert.page_diff import page_difference

Text = Article | Page


@dataclass(frozen=True, slots=True)
class Conversion:
    """`page` has the differences that readers see, as lines of a diff; empty if there are none."""

    text: Text
    body: str
    page: list[str]

    @property
    def keeps_the_page(self) -> bool:
        return not self.page

    def source(self, context: int) -> list[str]:
        """Return the difference of the source, as lines of a diff."""
        old, new = self.text.body.splitlines(), self.body.splitlines()
        return list(unified_diff(old, new, n=context, lineterm=""))[2:]

    @transaction.atomic
    def store(self) -> bool:
        """Save without changing updated_at. Return False if the text has changed meanwhile."""
        same = {"pk": self.text.pk, "body": self.text.body, "dialect": self.text.dialect}
        stored = type(self.text)._default_manager.select_for_update().filter(**same)
        text = stored.first()
        if text is None:
            return False
        updated_at = text.updated_at
        text.body, text.dialect = self.body, Dialect.COMMONMARK
        text.save()
        type(text)._base_manager.filter(pk=text.pk).update(updated_at=updated_at)
        return True


def convert_text(text: Text, context: int) -> Conversion:
    """Convert a text and compare the pages. Raises RenderError if that is impossible.

    The conversion has no time limit of its own: it parses as the rendering does, which has one.
    """
    before = render_stored(text)
    try:
        body = to_commonmark(text.body)
    except RecursionError:
        raise rendering.RenderError(TOO_DEEP) from None
    moved = copy(text)
    moved.body, moved.dialect = body, Dialect.COMMONMARK
    return Conversion(text, body, page_difference(before, render_stored(moved), context))


def render_stored(text: Text) -> rendering.Rendered:
    """Render the text as saving does."""
    options = text.options(known_names(text.text))
    return rendering.render_safely(text.body, seconds=settings.RENDER_TIMEOUT, **options)
