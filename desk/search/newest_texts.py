"""Which articles have the words in their newest text.

The search index follows each change of an article's row in its transaction, and contains drafts
too. So only the texts that are in no row are read: drafts beside the article, and texts that could
not be rendered, which the index does not know. There are few of them, and no second index has to
follow each automatic save.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet, Value

from articles.models import Article
from articles.publishing.indexing import backend
from articles.search.query import IdIn, id_select, ids_literal, start_of_day
from desk.models import Draft, Revision
from fulltext.parser import Query
from fulltext.snippets import pattern_of


class NewestText(NamedTuple):
    """`head` is the id of the revision that is the newest text of the article."""

    article: int
    head: int
    title: str


def texts_with_words(visible: QuerySet[Article], query: Query) -> list[NewestText]:
    """The newest texts that match, of visible articles, in no order. At most five queries.

    The filters `tag:`, `topic:`, `lang:`, `after:` and `before:` ask the article. A text that is
    read is searched for words as they are written: for LaTeX too, and wherever `in:` says.
    """
    visible = within_dates(visible, query)
    unindexed = dict(unindexed_texts(visible).values_list("draft__head", "pk"))
    found = matching_in_index(visible, query) - set(unindexed.values())
    found |= {unindexed[head] for head in matching_texts(unindexed, query)} & with_facets(
        visible, query, set(unindexed.values())
    )
    shown = visible.filter(IdIn("pk", Value(ids_literal(found)))).order_by()
    rows = shown.values_list("pk", "draft__head", "draft__head__title")
    return [NewestText(*row) for row in rows]


def within_dates(articles: QuerySet[Article], query: Query) -> QuerySet[Article]:
    if query.after:
        articles = articles.filter(published_at__gte=start_of_day(query.after))
    if query.before:
        articles = articles.filter(published_at__lt=start_of_day(query.before))
    return articles


def unindexed_texts(articles: QuerySet[Article]) -> QuerySet[Article]:
    """The articles whose newest text the index does not contain."""
    changed = Draft.objects.with_changes().values("article")
    failed = Article.objects.filter(renderer_version=0).order_by().values("pk")
    return articles.filter(pk__in=changed.union(failed))


def matching_in_index(visible: QuerySet[Article], query: Query) -> set[int]:
    with connection.cursor() as cursor:
        return backend().matching(cursor, query, id_select(visible))


def with_facets(visible: QuerySet[Article], query: Query, articles: set[int]) -> set[int]:
    """Those of the articles that have the facets of the query."""
    facets = Query(facets=query.facets, excluded=tuple(t for t in query.excluded if not t.runs))
    return articles & matching_in_index(visible, facets) if facets else articles


def matching_texts(heads: Collection[int], query: Query) -> Iterator[int]:
    """Those of the revisions that have all terms of the query and no excluded one."""
    wanted, unwanted = (
        [pattern for term in terms if (pattern := pattern_of(Query(terms=(term,))))]
        for terms in (query.terms, [term for term in query.excluded if term.runs])
    )
    revisions = Revision.objects.with_texts().filter(IdIn("pk", Value(ids_literal(heads))))
    for revision in revisions.iterator():
        text = searched_text(revision)
        if all(each.search(text) for each in wanted) and not any(
            each.search(text) for each in unwanted
        ):
            yield revision.pk


def searched_text(revision: Revision) -> str:
    """What the index would contain: title, summary, topic, tags and text; here as source."""
    metadata = revision.metadata
    topic = metadata.get("category") or ("", "")
    tags = (name for _id, name in metadata.get("tags", ()))
    return "\n".join(
        (revision.title, metadata.get("summary", ""), topic[1], *tags, revision.text.text)
    )
