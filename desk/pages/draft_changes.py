"""How a draft differs from what readers see, in a few words."""

from dataclasses import dataclass

from desk.comparing.comparison import changed_lengths
from desk.models import Draft
from desk.pages.metadata_changes import field_name


@dataclass(frozen=True, slots=True)
class DraftChanges:
    """Counts of characters of the text, and the names of the details that changed."""

    added: int
    removed: int
    details: tuple[str, ...]


def changes_of(draft: Draft) -> DraftChanges | None:
    """None if the draft does not differ from what readers see."""
    if not draft.has_changes:
        return None
    old, new = draft.live.content, draft.head.content
    details = tuple(field_name(name) for name in new.changed_fields(old) if name != "body")
    return DraftChanges(*changed_lengths(old.body, new.body), details)
