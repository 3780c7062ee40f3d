"""The texts of articles, drafts and histories, and who wrote them, for the files that they use."""

from collections.abc import Collection, Iterator

from articles.models import Article
from articles.models.cover_field import cover_address
from desk.models.drafts import Draft
from desk.models.revisions import Revision
from desk.models.used_files import whole_text
from media.models import FileUse
from media.models.text_writers import register_writers
from media.use_sources import register_texts

CHUNK = 200


def article_texts() -> Iterator[tuple[int, str]]:
    yield from Article._base_manager.order_by("pk").values_list("pk", "body").iterator(CHUNK)


def cover_texts() -> Iterator[tuple[int, str]]:
    rows = Article._base_manager.order_by("pk").values_list("pk", "cover")
    yield from ((key, cover_address(cover)) for key, cover in rows.iterator(CHUNK))


def draft_texts() -> Iterator[tuple[int, str]]:
    drafts = Draft.objects.with_changes().with_revisions().order_by("pk")
    yield from ((draft.pk, whole_text(draft.head.content)) for draft in drafts.iterator(CHUNK))


def history_texts() -> Iterator[tuple[int, str]]:
    revisions = Revision.objects.with_texts().order_by("article", "pk")
    yield from ((each.article_id, whole_text(each.content)) for each in revisions.iterator(CHUNK))


def writers_of_articles(articles: Collection[int]) -> dict[int, set[int]]:
    rows = Article._base_manager.filter(pk__in=articles)
    found = rows.values_list("pk", "author", "written_by")
    return {key: {each for each in people if each} for key, *people in found}


def register_all() -> None:
    register_texts(FileUse.Kind.ARTICLE, article_texts)
    register_texts(FileUse.Kind.COVER, cover_texts)
    register_texts(FileUse.Kind.DRAFT, draft_texts)
    register_texts(FileUse.Kind.HISTORY, history_texts)
    for kind in FileUse.OF_ARTICLES:
        register_writers(kind, writers_of_articles)
