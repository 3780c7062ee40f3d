"""The revisions from which the row of an article was made, the newest first."""

from dataclasses import dataclass
from typing import Self

from desk.models import Draft, Revision

IMPORTED = Revision.Kind.IMPORTED


@dataclass(frozen=True, slots=True)
class Lineage:
    """`live` is in the row now. `base` is the one that both sides had, None if there is none."""

    live: int
    base: int | None
    parents: dict[int, int | None]
    kinds: dict[int, str]

    @classmethod
    def of(cls, article: int, base: int | None) -> Self:
        rows = list(Revision.objects.filter(article=article).values_list("pk", "parent", "kind"))
        return cls(
            live=Draft.objects.values_list("live", flat=True).get(pk=article),
            base=base if base in {pk for pk, _parent, _kind in rows} else None,
            parents={pk: parent for pk, parent, _kind in rows},
            kinds={pk: kind for pk, _parent, kind in rows},
        )

    def since_base(self) -> list[int]:
        found, at = list[int](), self.live
        while at is not None and at != self.base and (self.base is None or at > self.base):
            found.append(at)
            at = self.parents[at]  # type: ignore[assignment]
        return found

    @property
    def imported(self) -> int | None:
        """The newest one that a file made."""
        return next((pk for pk in self.since_base() if self.kinds[pk] == IMPORTED), None)

    def replaced_by(self, imported: int) -> int | None:
        """What the row contained before the file replaced it, perhaps in several steps."""
        at: int | None = imported
        while at is not None and at != self.base and self.kinds[at] == IMPORTED:
            at = self.parents[at]
        return at

    def earlier_import(self, before: int) -> int | None:
        """The newest one before it that a file made."""
        at: int | None = before
        while at is not None and self.kinds[at] != IMPORTED:
            at = self.parents[at]
        return at
