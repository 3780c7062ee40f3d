"""Quality of search results."""

import re
from dataclasses import astuple
from unicodedata import normalize

from articles.filters import Filters
from articles.models import Article
from articles.publishing import indexing
from articles.search import query
from benchmarks.searching.asked import Kinds
from fulltext.documents import SearchDocument

FRAGMENTS = 200
KINDS = ("2 characters", "3 characters", "4 characters", "English word", "identifier")


def found(words: str) -> list[int]:
    return query.search_articles(Filters(words=words), "zh-hans").articles


def titles() -> dict[str, int]:
    """The share of articles that are the first result for a fragment of their title."""
    chosen = Article.objects.order_by("-slug")[:FRAGMENTS]
    fragments = [(article.pk, article.title.rpartition("：")[2]) for article in chosen]
    first = sum(found(fragment)[:1] == [pk] for pk, fragment in fragments)
    return {"first": first, "of": len(fragments)}


def compared(kinds: Kinds) -> dict[str, dict[str, float]]:
    """Compare results with a search for the substring, or whole word, in all indexed text."""
    rows = indexing.index_rows(list(Article.objects.values_list("pk", flat=True)))
    texts = {row.article: text_of(row.document) for row in rows}
    return {kind: recall([asked["q"] for asked in kinds[kind]], texts) for kind in KINDS}


def recall(queries: list[str], texts: dict[int, str]) -> dict[str, float]:
    hits = right = wanted = 0
    for words in queries:
        pattern = re.compile(whole(words.lower()))
        expected = {pk for pk, text in texts.items() if pattern.search(text)}
        answer = set(found(words))
        hits, right = hits + len(answer), right + len(answer & expected)
        wanted += len(expected)
    return {"recall": right / max(wanted, 1), "precision": right / max(hits, 1), "of": wanted}


def whole(words: str) -> str:
    """Whether Latin words match as whole words."""
    around = "[A-Za-z0-9_]"
    escaped = re.escape(words)
    return f"(?<!{around}){escaped}(?!{around})" if words.isascii() else escaped


def text_of(document: SearchDocument) -> str:
    title, tags, headings, prose, code, _facets = astuple(document)
    return normalize("NFKC", "\n".join((title, *tags, headings, prose, code))).lower()
