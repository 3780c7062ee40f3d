"""Writes a content into the row of an article: what readers see, if the article is public."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.models import Article, User
from articles.publishing import history
from desk.models import Draft
from desk.models.article_rows import STATUSES, intended_status
from desk.models.content import Content
from desk.writing.appending import append, is_stale, keep_aside, locked_draft, writer_of
from desk.writing.applying import Problems, apply_content, set_tags
from desk.writing.outcomes import Refused, Saved, Stale

ATTEMPTS = 5


class RowChanged(Exception):
    """The row was changed between rendering and writing."""


@dataclass(frozen=True, slots=True)
class RowWriter:
    """`base`: the revision that the user saw. `writer`: id of who wrote the text, if not `by`.

    `is_planned`: `base` is the revision that was planned, and the draft may have gone on.
    """

    article: int
    kind: str
    base: int
    by: User | None
    writer: int | None = None
    is_planned: bool = False

    def write(self, content: Content, *, publish: bool) -> Saved | Stale | Refused:
        """Write the content. Unless it is to be published, only a draft takes it into its row."""
        for _attempt in range(ATTEMPTS):
            try:
                return self.attempt(content, publish)
            except RowChanged:
                continue
        raise RowChanged

    def attempt(self, content: Content, publish: bool) -> Saved | Stale | Refused:
        """Render before the transaction, so that no other writer waits."""
        article = Article.objects.get(pk=self.article)
        draft = Draft.objects.with_revisions().get(pk=self.article)
        state = row_state(draft)
        if publish and state.is_in_trash:
            return Refused({"status": [_("It is in the trash: restore it first.")]})
        if self.is_planned and draft.problem:
            return Refused({"publish_at": [draft.problem]})
        if not publish and state.status != Article.Status.DRAFT:
            return self.append(content)
        if problems := apply_content(article, content):
            return Refused(problems) if publish else self.append(content, problems)
        article.written_by_id = self.writer or writer_of(content, draft.head, self.by)
        article.status = state.status
        if publish and state.status == Article.Status.DRAFT:
            article.status = Article.Status.PUBLISHED
        article.prepare()
        return self.swap(article, content, state)

    def swap(self, article: Article, content: Content, state: "RowState") -> Saved | Stale:
        """Compare and write in one transaction. Raises RowChanged to try again."""
        source = state.planned if self.is_planned else state.head
        change = history.change(self.by, self.kind, source=source)
        with change, locked_draft(self.article) as draft:
            if not self.is_planned and is_stale(draft, self.base, content):
                return keep_aside(draft, content, self.kind, base=self.base, by=self.by)
            if row_state(draft) != state:
                raise RowChanged
            article.store()
            set_tags(article, content)
        return Saved(Draft.objects.with_revisions().get(pk=self.article).head)

    def append(self, content: Content, problems: Problems | None = None) -> Saved | Stale:
        saved = append(
            self.article, content, self.kind, base=self.base, by=self.by, writer=self.writer
        )
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
