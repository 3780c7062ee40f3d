"""The draft of an article as a file: the newest text, where readers see another one."""

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any

from articles.models import Article
from desk.models import Draft, Revision
from desk.writing.drafted import take_content
from transfer.export.article_files import article_file
from transfer.export.surroundings import Surroundings
from transfer.front_matter_yaml import written_moment

DRAFT_FILE, PLANNED_FILE, HISTORY = "draft.md", "planned.md", "history"


def drafts_of(articles: list[int]) -> dict[int, Any]:
    """The drafts that differ from the rows of these articles, by their ids."""
    drafts = Draft.objects.with_changes().filter(article__in=articles).with_revisions()
    found = drafts.select_related("planned__text__base")
    return {draft.pk: draft for draft in found if draft.head.digest != draft.live.digest}


def revisions_of(draft: Any) -> Iterator[tuple[str, Revision]]:
    """The names of the files of a draft, with what is in them.

    What was planned is a file of its own if somebody has written more since.
    """
    if draft.planned_id and draft.planned_id != draft.head_id:
        yield PLANNED_FILE, draft.planned
    yield DRAFT_FILE, draft.head


def draft_file(article: Article, draft: Any, revision: Revision, beside: Mapping[str, str]) -> str:
    """`beside` as in `article_file()`."""
    is_planned = draft.is_scheduled and revision.pk == draft.planned_id
    more = {"publish_at": written_moment(draft.publish_at)} if is_planned else {}
    return revision_file(article, revision, beside, **more)


def history_files(article: Article) -> Iterator[tuple[str, str]]:
    """The names and texts of all earlier states, the oldest first."""
    rows = Revision.objects.filter(article=article).order_by("pk").select_related("author")
    numbers = dict[int, int]()
    for number, revision in enumerate(rows.with_texts().iterator(), 1):
        numbers[revision.pk] = number
        about = {
            "at": written_moment(revision.created_at),
            "by": revision.byline,
            "user": revision.author and revision.author.username,
            "kind": str(revision.kind),
            "name": revision.name,
            "aside_of": revision.fork_id and numbers.get(revision.fork_id),
        }
        about = {key: value for key, value in about.items() if value}
        yield f"{HISTORY}/{number:04}.md", revision_file(article, revision, {}, revision=about)


def revision_file(
    article: Article, earlier: Revision, beside: Mapping[str, str], **more: Any
) -> str:
    """A text of the history with the details that it had, named by the id of the article."""
    written = copy(article)
    take_content(written, earlier.content)
    around = Surroundings(status=earlier.metadata["status"])
    return article_file(written, around, beside, uid="", text_of=str(article.uid), **more)
