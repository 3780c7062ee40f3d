"""A page of what was found at the desk: articles with marked titles and a snippet of each text."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from articles import access
from articles.models import Article, User
from desk.models import Draft
from desk.overview.unfinished import unfinished_articles
from desk.search.newest_texts import NewestText, texts_with_words
from fulltext.documents import FORMULA
from fulltext.parser import Query, parse_query
from fulltext.snippets import Piece, Pieces, hits_in, pattern_of, snippet, split_hits

PER_PAGE = 20
SHOWN = ("title", "status", "pending_status", "published_at", "language", "author", "summary")
TEXTS = ("prose",)


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """`by` is the author; empty if that is the user. `snippet` is empty if only the title, a tag or
    the topic matches."""

    article: Article
    by: str
    title: Pieces
    snippet: Pieces

    @property
    def draft(self) -> Draft:
        draft: Draft = self.article.draft
        return draft


@dataclass(frozen=True, slots=True)
class DeskResults:
    """`page` has the ids of the articles on it, and knows the number of all."""

    words: str
    only_drafts: bool
    page: Page[int]
    articles: list[FoundArticle]

    @classmethod
    def of(
        cls, user: User, words: str = "", *, only_drafts: bool = False, page: str = ""
    ) -> "DeskResults":
        """What the user may see and has the words; without words all, the last change first."""
        query = parse_query(words)
        visible = access.visible_objects(user, Article.objects.filter(draft__isnull=False))
        visible = unfinished_articles(visible) if only_drafts else visible
        newest = visible.order_by("-draft__head").values_list("pk", flat=True)
        ids = best_first(texts_with_words(visible, query), query) if query else newest
        shown: Page[int] = Paginator(ids, PER_PAGE).get_page(page)
        return cls(words, only_drafts, shown, found_articles(user, list(shown), query))

    @property
    def address(self) -> str:
        """The query string of another page, up to its number."""
        sent = [("q", self.words), ("only", "drafts" if self.only_drafts else "")]
        return "?" + urlencode([*((name, value) for name, value in sent if value), ("page", "")])


def best_first(texts: Iterable[NewestText], query: Query) -> list[int]:
    """First those with all words in the title, then the last change first."""
    patterns = [pattern_of(Query(terms=(term,))) for term in query.terms]

    def rank(text: NewestText) -> tuple[bool, int]:
        in_title = patterns and all(each and each.search(text.title) for each in patterns)
        return not in_title, -text.head

    return [text.article for text in sorted(texts, key=rank)]


def found_articles(user: User, ids: list[int], query: Query) -> list[FoundArticle]:
    """The articles in this order. Two queries."""
    rows = Article.objects.select_related("draft__head__text__base").only(
        *SHOWN, *(TEXTS if query.terms else ()), "draft__live", "draft__head"
    )
    articles = rows.in_bulk(ids)
    names = access.names_for(user, {each.author_id for each in articles.values()})
    return [found_article(articles[pk], names, query) for pk in ids if pk in articles]


def found_article(article: Article, names: dict[int | None, str], query: Query) -> FoundArticle:
    title = marked_title(article.draft.head.title, query)
    by = names.get(article.author_id, "")
    return FoundArticle(article, by, title, best_snippet(article, query))


def marked_title(title: str, query: Query) -> Pieces:
    pattern = pattern_of(query)
    return list(split_hits(title, 0, len(title), pattern)) if pattern else [Piece(title, False)]


def best_snippet(article: Article, query: Query) -> Pieces:
    """From the source; where its marks divide the words, from what readers see."""
    pattern = pattern_of(query)
    if pattern is None:
        return []
    for text in (article.draft.head.text.text, article.summary, plain_prose(article)):
        if hits := hits_in(text, pattern):
            return snippet(text, hits)
    return []


def plain_prose(article: Article) -> str:
    return FORMULA.sub(r"\2", article.prose)
