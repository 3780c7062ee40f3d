"""Writes a content into the row of an article: what readers see, if the article is public."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.models import Article
from articles.publishing import history
from desk.models import Draft
from desk.models.article_rows import STATUSES, intended_status
from desk.writing.appending import append, is_stale, keep_aside, locked_draft, stale_view
from desk.writing.applying import Problems, apply_content, set_tags
from desk.writing.edits import Edit
from desk.writing.outcomes import Refused, Saved, Stale

ATTEMPTS = 5
# Shown after the article was restored.
IN_TRASH_WHEN_DUE = gettext_noop(
    "The article was in the trash at its time: publish it, or choose a new time."
)


class RowChanged(Exception):
    """The row was changed between rendering and writing."""


@dataclass(frozen=True, slots=True)
class RowWriter:
    """`is_planned`: the base is the revision that was planned, and the draft may have gone on."""

    article: int
    edit: Edit
    is_planned: bool = False

    def write(self, *, publish: bool) -> Saved | Stale | Refused:
        """Write the content. Unless it is to be published, only a draft takes it into its row."""
        for _attempt in range(ATTEMPTS):
            try:
                return self.attempt(publish)
            except RowChanged:
                continue
        raise RowChanged

    def attempt(self, publish: bool) -> Saved | Stale | Refused:
        """Render before the transaction, so that no other writer waits."""
        article = Article.objects.get(pk=self.article)
        draft = Draft.objects.with_revisions().get(pk=self.article)
        state = row_state(draft)
        if problems := self.obstacles(draft, state) if publish else None:
            return Refused(problems)
        edit = self.edit if publish else edit_of_row(self.edit, draft, state)
        if edit is None:
            return self.append()
        if problems := apply_content(article, edit.content):
            return Refused(problems) if publish else self.append(problems)
        article.written_by_id = edit.writer_after(draft.head)
        article.status = state.status
        if publish and state.status == Article.Status.DRAFT:
            article.status = Article.Status.PUBLISHED
        article.prepare()
        return self.swap(article, edit, state, publish)

    def obstacles(self, draft: Draft, state: "RowState") -> Problems:
        """Why it cannot be published, whatever its content is."""
        if self.is_planned and draft.problem:
            return {"publish_at": [draft.problem]}
        if self.is_planned and state.is_in_trash:
            return {"publish_at": [_(IN_TRASH_WHEN_DUE)]}
        return {"status": [_("It is in the trash: restore it first.")]} if state.is_in_trash else {}

    def swap(self, article: Article, edit: Edit, state: "RowState", publish: bool) -> Saved | Stale:
        """Compare and write in one transaction. Raises RowChanged to try again."""
        source = state.planned if self.is_planned else state.head
        with history.change(edit.by, edit.kind, source=source), locked_draft(self.article) as draft:
            if not self.is_planned and is_stale(draft, edit.base, self.edit.content):
                return stale_view(draft, edit.base) if publish else keep_aside(draft, self.edit)
            if row_state(draft) != state:
                raise RowChanged
            article.store()
            set_tags(article, edit.content)
        return Saved(Draft.objects.with_revisions().get(pk=self.article).head)

    def append(self, problems: Problems | None = None) -> Saved | Stale:
        saved = append(self.article, self.edit)
        return Saved(saved.revision, problems or {}) if isinstance(saved, Saved) else saved


class RowState(NamedTuple):
    """What must not change while an article is rendered. `status`: also one that waits."""

    live: int
    head: int
    planned: int | None
    status: str
    is_in_trash: bool


def row_state(draft: Draft) -> RowState:
    stored = Article.objects.filter(pk=draft.pk)
    statuses = stored.values_list(*STATUSES).get()
    *_stored, trashed = statuses
    return RowState(
        live=draft.live_id,
        head=draft.head_id,
        planned=draft.planned_id,
        status=intended_status(*statuses),
        is_in_trash=trashed is not None,
    )


def edit_of_row(edit: Edit, draft: Draft, state: RowState) -> Edit | None:
    """What a saved text becomes in the row; None if the row stays as it is.

    Readers may see the row, or somebody has changed it beside the draft, and must be merged first.
    """
    if state.status != Article.Status.DRAFT:
        return None
    return edit.merged(draft.base, draft.live, is_seen=False)
