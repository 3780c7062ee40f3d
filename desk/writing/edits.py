"""What is to be saved: a content, who sends it, and whose text it is."""

from dataclasses import dataclass, replace
from typing import Self

from articles.models import User
from articles.models.articles import RAW_HTML
from desk.models import Revision
from desk.models.content import Content
from desk.writing.merging import merge_contents


@dataclass(frozen=True, slots=True)
class Edit:
    """`base`: the id of the revision that the user saw.

    `text_of`: the revision that has the text, if the user did not write it but chose it. The one
    who wrote that revision decides on raw HTML, also after the deletion of the account.
    `includes`: the id of the live revision that was merged into the content, if one was.
    """

    content: Content
    kind: str
    base: int
    by: User | None
    text_of: Revision | None = None
    includes: int | None = None

    def writer_after(self, parent: Revision) -> int | None:
        """The id of the user whose permission decides on raw HTML: who last changed the text."""
        if self.text_of:
            return self.text_of.writer_id
        changed = self.content.changes_text_of(parent.content)
        return self.by.pk if self.by and changed else parent.writer_id

    def merged(self, base: Revision, live: Revision, *, is_seen: bool) -> Self | None:
        """The same with what the row of the article got beside the draft, from `base` to `live`.

        None if somebody must look first: because of a conflict, or because both changed the title
        or the text. `is_seen`: nobody needs to see a merge without conflicts.
        """
        if live.pk in (base.pk, self.includes):
            return self
        merge = merge_contents(base.content, self.content, live.content)
        if not merge.is_clean or (merge.both_wrote and not is_seen):
            return None
        return replace(self, content=merge.content, text_of=self.text_of_merge(base, live))

    def text_of_merge(self, base: Revision, live: Revision) -> Revision | None:
        """Whose text the merge is; if both changed it, that of the one who may do less."""
        mine, theirs = (each.changes_text_of(base.content) for each in (self.content, live.content))
        writer = self.text_of.writer if self.text_of else self.by
        if not mine or (theirs and writer and writer.has_perm(RAW_HTML)):
            return live
        return self.text_of
