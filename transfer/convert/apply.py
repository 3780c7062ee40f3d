"""Moving what is stored from the one dialect to the other."""

from copy import copy
from dataclasses import dataclass
from difflib import unified_diff

from django.conf import settings
from django.db import transaction

import rendering
from articles.models import Article, Page
from articles.models.markdown import Dialect
from articles.publishing.render_context import known_to
from rendering.api import TOO_DEEP
from transfer.convert import to_commonmark
from transfer.convert.comparison import difference

Text = Article | Page


@dataclass(frozen=True, slots=True)
class Move:
    """`page` is what would change for readers, as a diff; empty where nothing would."""

    text: Text
    body: str
    page: list[str]

    @property
    def keeps_the_page(self) -> bool:
        return not self.page

    def source(self, context: int) -> list[str]:
        """What changes for the author, as a diff."""
        old, new = self.text.body.splitlines(), self.body.splitlines()
        return list(unified_diff(old, new, n=context, lineterm=""))[2:]

    @transaction.atomic
    def store(self) -> bool:
        """Save it with its dates as they are, unless somebody has changed it meanwhile."""
        same = {"pk": self.text.pk, "body": self.text.body, "dialect": self.text.dialect}
        stored = type(self.text)._default_manager.select_for_update().filter(**same)
        text = stored.first()
        if text is None:
            return False
        updated_at = text.updated_at
        text.body, text.dialect = self.body, Dialect.COMMONMARK
        text.save()
        type(text)._default_manager.filter(pk=text.pk).update(updated_at=updated_at)
        return True


def to_move(text: Text, context: int) -> Move:
    """Converted and compared; RenderError where that is impossible.

    What can be rendered in time can be converted in time: both read it in the same way.
    """
    before = rendered(text)
    try:
        body = to_commonmark(text.body)
    except RecursionError:
        raise rendering.RenderError(TOO_DEEP) from None
    moved = copy(text)
    moved.body, moved.dialect = body, Dialect.COMMONMARK
    return Move(text, body, difference(before, rendered(moved), context))


def rendered(text: Text) -> rendering.Rendered:
    """What saving the text would make of it."""
    options = text.options(known_to(text.text))
    return rendering.render_safely(text.body, seconds=settings.RENDER_TIMEOUT, **options)
