"""What is being written: articles that are drafts, and drafts beside what readers see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

import rendering
from articles import access
from articles.models import Article, User
from desk.models import Draft, Revision
from desk.overview.day_names import last_change_name
from desk.overview.place_of_change import sentence_of_change

LISTED = 8
SECONDS = 1  # of processor time for the strip of a text that is not in the article yet
# What an entry shows.
SHOWN = (
    *("title", "status", "published_at", "language", "strip", "author", "pending_status"),
    *("draft__head__title", "draft__head__created_at", "draft__head__characters"),
    *("draft__live__characters", "draft__publish_at", "draft__problem"),
)


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """An article with its draft. `by` is its author; empty if that is the user."""

    article: Article
    by: str
    changed: str

    @property
    def draft(self) -> Draft:
        draft: Draft = self.article.draft
        return draft

    @property
    def title_phrases(self) -> list[str]:
        """The parts of the title between which it may break; [] without a title."""
        title = self.draft.head.title
        return rendering.split_phrases(title) if title else []

    @property
    def difference(self) -> str:
        """By how many characters the draft differs from the article in length; '' if by none."""
        characters = self.draft.head.characters - self.draft.live.characters
        return f"{characters:+d}".replace("-", "−") if characters else ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The drafts that changed last, the newest first, and the number of all. `sentence` is where
    the newest one was changed last."""

    drafts: list[ListedDraft]
    total: int
    sentence: str

    @classmethod
    def of(cls, user: User, today: date) -> "Unfinished":
        """Of the articles that the user may see. Five queries, whatever their number."""
        unfinished = unfinished_articles(access.visible_objects(user, Article.objects.all()))
        newest = unfinished.select_related("draft__head", "draft__live").only(*SHOWN)
        articles = list(newest.order_by("-draft__head")[:LISTED])
        drafts = listed_drafts(articles, user, today)
        sentence = complete_lead(articles[0], user) if articles else ""
        return cls(drafts, unfinished.count(), sentence)


def unfinished_articles(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Those that are drafts, and those with a draft that readers do not see."""
    is_changed = Q(pk__in=Draft.objects.with_changes().values("article"))
    is_draft = Q(status=Article.Status.DRAFT)
    return articles.filter(is_draft | is_changed, draft__isnull=False)


def listed_drafts(articles: Iterable[Article], user: User, today: date) -> list[ListedDraft]:
    names = access.names_for(user, {each.author_id for each in articles})
    return [
        ListedDraft(
            each,
            names.get(each.author_id, ""),
            last_change_name(each.draft.head.created_at, today),
        )
        for each in articles
    ]


def complete_lead(article: Article, user: User) -> str:
    """Give the article the strip of its newest text. Return the sentence that changed last.

    It is empty if that was not the user.
    """
    revisions = Revision.objects.of(article).with_texts()
    newest = revisions.get(pk=article.draft.head_id)
    body = newest.text.text
    if article.draft.has_changes:
        article.strip = strip_of(body, newest.metadata["dialect"]) or article.strip
    if newest.author_id != user.pk:
        return ""
    before = revisions.filter(pk__lt=newest.pk).exclude(text=newest.text_id).first()
    return sentence_of_change(before.text.text if before else "", body)


@lru_cache(maxsize=16)
def strip_of(body: str, dialect: str) -> list[str]:
    """The strip of a text that was not rendered yet; empty if it cannot be rendered quickly."""
    try:
        return list(rendering.render_safely(body, seconds=SECONDS, dialect=dialect).strip)
    except rendering.RenderError:
        return []
