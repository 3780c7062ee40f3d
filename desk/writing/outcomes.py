"""What a verb returns."""

from dataclasses import dataclass, field

from desk.models import Revision
from desk.writing.merging import ContentMerge, merge_contents


@dataclass(frozen=True, slots=True)
class Saved:
    """The text is in the history as `revision`.

    `problems` are messages by the name of a field: why the article could not take the text. An
    author corrects them before publishing.
    """

    revision: Revision
    problems: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was changed. `problems` are messages by the name of a field."""

    problems: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Stale:
    """Two people changed the same revision, `base`. Nothing is lost, and nothing was replaced.

    `theirs` is what came first, `ours` keeps what was sent. `save_merge()` saves the answer.
    """

    base: Revision
    theirs: Revision
    ours: Revision

    @property
    def has_conflict(self) -> bool:
        """Whether a text is kept beside the draft. A verb that came too late may bring none."""
        return self.ours.is_aside

    def merged(self) -> ContentMerge:
        return merge_contents(self.base.content, self.ours.content, self.theirs.content)


class Diverged(Stale):
    """The article was changed beside its draft. `theirs` is in its row, `ours` is the draft."""

    @property
    def has_conflict(self) -> bool:
        return True
