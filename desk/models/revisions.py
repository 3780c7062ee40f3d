"""Revisions: every text of an article that was ever saved."""

from collections.abc import Iterable
from typing import Any, ClassVar, NamedTuple, Self, cast

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit
from articles.db import compiled
from articles.models import Article, User
from articles.publishing.history import Change
from desk.comparing.comparison import changed_lengths
from desk.models import used_files
from desk.models.article_rows import ArticleRow, article_rows, in_batches, lock_articles
from desk.models.content import Content
from desk.models.drafts import Draft
from desk.models.reviews import Review
from desk.models.texts import NewText, StoredText

LONGEST_NAME = 200


class NewRevision(NamedTuple):
    """A revision to be appended. `writer`: id of the user whose permission decides on raw HTML.

    `parent` is the revision on which it is based. `fork`: see `Revision.fork`.
    """

    article: int
    content: Content
    kind: str
    author: User | None
    writer: int | None
    parent: "Revision | None" = None
    fork: "Revision | None" = None


class RevisionQuerySet(models.QuerySet[Any]):
    def of(self, article: Any) -> Self:
        """The revisions of an article, the newest first."""
        return self.filter(article=article).order_by("-pk")

    def for_time_line(self) -> Self:
        """What a list of revisions shows: neither texts nor metadata."""
        return self.select_related("author").defer("metadata")

    def with_texts(self) -> Self:
        """For reading their contents without further queries."""
        return self.select_related("text__base")

    # Verbs

    def record(self, articles: Iterable[int], change: Change) -> None:
        """Record the rows of these articles where they differ from the last recorded ones."""
        for some in in_batches(articles):
            with transaction.atomic(savepoint=False):
                self.record_batch(some, change)

    def record_missing(self) -> int:
        """Make the first revision of the articles that have none. Return their number."""
        missing = Article._base_manager.filter(draft=None).order_by("pk")
        articles = list(missing.values_list("pk", flat=True))
        self.record(articles, Change(is_audited=False))
        return len(articles)

    def record_batch(self, articles: list[int], change: Change) -> None:
        lock_articles(articles)
        drafts = {
            draft.article_id: draft for draft in compiled.rows_by_id(recorded_drafts, ids=articles)
        }
        rows = [(row, drafts.get(row.article)) for row in article_rows(articles)]
        changed = [new_revision(row, draft, change) for row, draft in rows if differs(row, draft)]
        Review.objects.close([row.article for row, draft in rows if publishes(row, draft, change)])
        audit_visibility(rows, change)
        made = {each.article_id: each for each in self.append(changed)}
        moved = [
            (draft or Draft(article_id=row.article)).follow(made.get(row.article), change.source)
            for row, draft in rows
        ]
        followed = [draft for draft in moved if draft]
        Draft.objects.store(followed)
        used_files.set_uses_of_rows(
            [(new.article, new.content) for new in changed],
            [draft.pk for draft in followed if not draft.has_changes],
        )

    def append(self, new: list[NewRevision]) -> list["Revision"]:
        """Append revisions of different articles."""
        texts = StoredText.objects.store(
            [NewText(n.article, n.content.body, n.parent.text if n.parent else None) for n in new]
        )
        rows: list[Any] = [revision_row(each, text) for each, text in zip(new, texts, strict=True)]
        used_files.add_to_history((each.article, each.content) for each in new)
        return cast("list[Revision]", self.bulk_create(rows))


def recorded_drafts(ids: list[int]) -> models.QuerySet[Any]:
    return Draft.objects.select_related("live__text__base", "head").filter(pk__in=ids)


def differs(row: ArticleRow, draft: Draft | None) -> bool:
    return draft is None or not draft.live.has(row.content)


def publishes(row: ArticleRow, draft: Draft | None, change: Change) -> bool:
    """Whether the change lets readers see a draft, or an article that they did not see before."""
    if draft is None or not is_meant_for_readers(row):
        return False
    return change.source is not None or not draft.live.is_released


def audit_visibility(rows: list[tuple[ArticleRow, Draft | None]], change: Change) -> None:
    """Record in the audit log which articles became public or changed so, and which ceased to."""
    if not change.is_audited:
        return
    new = [row for row, draft in rows if is_meant_for_readers(row) and draft is None]
    shown = [row for row, draft in rows if publishes(row, draft, change)]
    gone = [
        row
        for row, draft in rows
        if draft and draft.live.is_released and not is_meant_for_readers(row)
    ]
    for action, found in ((audit.Action.PUBLISHED, new + shown), (audit.Action.WITHDRAWN, gone)):
        articles = [Article(pk=row.article, title=row.content.title) for row in found]
        audit.record_all(change.by, action, articles)


def is_meant_for_readers(row: ArticleRow) -> bool:
    """Whether its status is not that of a draft, or was not before it came into the trash."""
    return bool(row.content.metadata["status"] != Article.Status.DRAFT)


def new_revision(row: ArticleRow, draft: Draft | None, change: Change) -> NewRevision:
    usual = Revision.Kind.PUBLISHED if row.is_released else Revision.Kind.SAVED
    parent = draft.revision_before(change.source) if draft else None
    return NewRevision(
        row.article, row.content, change.kind or usual, change.by, row.writer, parent
    )


def revision_row(new: NewRevision, text: StoredText) -> "Revision":
    body, author = new.content.body, new.author
    added, removed = difference_from(new.parent, text, body)
    return Revision(
        article_id=new.article,
        author=author,
        author_name=author.name if author else "",
        writer_id=new.writer,
        kind=new.kind,
        parent=new.parent,
        fork=new.fork,
        title=new.content.title,
        text=text,
        metadata=new.content.metadata,
        digest=new.content.digest,
        characters=len(body),
        added=added,
        removed=removed,
    )


def difference_from(parent: "Revision | None", text: StoredText, body: str) -> tuple[int, int]:
    if parent is not None and parent.text_id == text.pk:
        return 0, 0
    return changed_lengths(parent.text.text if parent else "", body)


class Revision(models.Model):
    """One saved state of an article. Rows are never changed, except for the name and on thinning.

    Only `thin_autosaves()` and the deletion of the article delete revisions.
    """

    class Kind(models.TextChoices):
        AUTOSAVE = "autosave", _("saved automatically")
        SAVED = "saved", _("saved")
        PUBLISHED = "published", _("published")
        RESTORED = "restored", _("restored")
        IMPORTED = "imported", _("imported")
        MERGED = "merged", _("merged")

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="revisions", db_index=False
    )
    created_at = models.DateTimeField(_("time"), default=timezone.now)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    author_name = models.CharField(max_length=200, blank=True)  # stays if the user is deleted
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Whose permission decides whether the text may contain raw HTML.",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(
        _("name"),
        max_length=LONGEST_NAME,
        blank=True,
        help_text=_("A named version is kept for ever."),
    )
    # The database refuses to delete a revision or a text that is in use.
    parent = models.ForeignKey(
        "self", on_delete=models.DO_NOTHING, null=True, related_name="children"
    )
    fork = models.ForeignKey(
        "self",
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        help_text="Only of a text that came too late to become the draft: the revision from which "
        "both it and the draft were made.",
    )
    text = models.ForeignKey(StoredText, on_delete=models.DO_NOTHING, related_name="revisions")
    digest = models.CharField(max_length=32)
    characters = models.PositiveIntegerField(_("characters"))
    added = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    title = models.TextField(_("title"), blank=True)
    metadata = models.JSONField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        indexes: ClassVar = [
            models.Index(fields=["article", "-id"], name="revision_history"),
            models.Index(  # for what somebody wrote on each day
                fields=["author", "created_at", "kind", "added"], name="revision_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.pk} {self.kind}"

    @property
    def content(self) -> Content:
        return Content(self.title, self.text.text, self.metadata)

    def has(self, content: Content) -> bool:
        """Whether it has this content. The digests of older revisions count line ends."""
        return self.digest == content.digest or self.content.digest == content.digest

    def set_name(self, name: str) -> None:
        """Name it, so that it is kept for ever; an empty name takes that back."""
        self.name = name[:LONGEST_NAME]
        self.save(update_fields=["name"])

    @property
    def byline(self) -> str:
        """The name of who made it; empty for a command."""
        return self.author.name if self.author else self.author_name

    @property
    def is_released(self) -> bool:
        """Whether the article was published, scheduled or archived then."""
        return bool(self.metadata["status"] != Article.Status.DRAFT)

    def changes_writing_of(self, other: "Revision") -> bool:
        """Whether its title or its text is another one."""
        return (self.title, self.text_id) != (other.title, other.text_id)

    @property
    def is_aside(self) -> bool:
        """Whether it came too late to become the draft."""
        return self.fork_id is not None
