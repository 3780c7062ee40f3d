"""What readers will notice when the text of the form is published: said before that is done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, User
from desk.comparing.comparison import changed_lengths
from desk.models import Draft
from desk.models.content import Content
from desk.pages.metadata_changes import MetadataChange, metadata_changes


@dataclass(frozen=True, slots=True)
class ReaderChanges:
    """Counts of characters of the text if it differs, and the details that do, with what that does.

    `asked` has the new values that are worth a second look; it is empty without them.
    """

    text: tuple[int, int] | None
    details: list[tuple[MetadataChange, str]]
    asked: str


def reader_changes(
    article: Article, draft: Draft, content: Content, user: User
) -> ReaderChanges | None:
    """None if readers do not see the article, or nothing differs from what they see."""
    live = draft.live.content
    names = content.changed_fields(live)
    if not (names and article.is_public()):
        return None
    effects = {name: effect(content) for name, effect in EFFECTS.items() if name in names}
    details = metadata_changes(live, content, user)
    return ReaderChanges(
        changed_lengths(live.body, content.body) if "body" in names else None,
        [(change, effects.get(change.name, "")) for change in details],
        " ".join(str(content.metadata[name]) for name in effects),
    )


def effect_of_address(_content: Content) -> str:
    return _("The former address leads to the new one.")


def effect_of_date(content: Content) -> str:
    date: Any = content.metadata["published_at"]
    if date and datetime.fromisoformat(date) > timezone.now():
        return _("Readers do not see the article until then.")
    return _("Lists and feeds put the article there.")


EFFECTS = {"slug": effect_of_address, "published_at": effect_of_date}
