"""Search results on the database of the test run. Add cases as lines of cases/found.txt."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from articles.filters import Filters
from articles.models import Article
from articles.search import query
from fulltext import index
from tests.each import check_each
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent / "cases/found.txt"

ARTICLES = {
    "flash": {
        "title": "FlashAttention：分块的 softmax",
        "published_at": datetime(2026, 2, 3, tzinfo=UTC),
        "body": "注意力的显存。\n\n## Attention\n\nAttention, attention.",
        "tags": ["GPU"],
        "topic": "NLP",
    },
    "attention": {
        "title": "注意力机制",
        "published_at": datetime(2026, 1, 15, tzinfo=UTC),
        "body": "公式 $\\softmax(QK^\\top)$，$x \\in \\mathbb{R}$。Attention 即注意力机制。",
        "tags": ["注意力"],
        "topic": "NLP",
    },
    "diffusion": {
        "title": "扩散模型",
        "published_at": datetime(2025, 12, 1, tzinfo=UTC),
        "body": "扩散与模型。",
        "tags": ["deep learning"],
    },
    "checkpointing": {
        "title": "Trading memory",
        "published_at": datetime(2025, 11, 1, tzinfo=UTC),
        "body": "Use gradient checkpointing to trade compute for memory.\n\nIt is expensive.",
        "language": "en",
    },
    "loader": {
        "title": "Workers",
        "published_at": datetime(2025, 10, 1, tzinfo=UTC),
        "body": "用PyTorch训练: memory.\n\n```python\nfrom torch.utils.data import DataLoader\n"
        "DataLoader(num_workers=2)\n```",
        "language": "en",
    },
    "cpp": {
        "title": "C++17, C# and .NET on x86-64",
        "published_at": datetime(2025, 9, 1, tzinfo=UTC),
        "body": "words",
        "language": "en",
    },
    "kana": {
        "title": "カタカナ 한국어 𠮷野家",
        "published_at": datetime(2025, 8, 1, tzinfo=UTC),
        "body": "résumé ResNet50",
    },
    "long": {
        "title": "一点笔记",
        "published_at": datetime(2025, 7, 1, tzinfo=UTC),
        "body": "字" * 20_000 + "\n\n他的注意力。",
        "topic": "NLP",
    },
}


@pytest.fixture(scope="module")
def indexed_articles(django_db_setup, django_db_blocker):
    """Index the articles once for all cases, and roll back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        for slug, values in ARTICLES.items():
            tags, topic = values.get("tags", []), values.get("topic")
            plain = {k: v for k, v in values.items() if k not in ("tags", "topic")}
            category = make_topic(topic) if topic else None
            make_article(slug=slug, category=category, **plain).tags.set(tags)
        yield
        transaction.set_rollback(True)


def cases():
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [line.split(" → ") for line in lines if " → " in line and not line.startswith("# ")]


def found(words, **filters):
    answer = query.search_articles(Filters(words=words, **filters), "zh-hans")
    slugs = dict(Article.objects.values_list("pk", "slug"))
    return [slugs[pk] for pk in answer.articles]


def test_found(indexed_articles):
    def check(words, expected):
        assert found(words) == expected.split()

    check_each(map(tuple, cases()), check)


def test_ten_kilobytes_are_no_error(indexed_articles):
    for words in ("词" * 10_000, "a" * 10_000, "a " * 5_000, '"' * 10_000):
        assert found(words) == []


def test_control_characters_are_no_error(indexed_articles):
    def check(character):
        found(f'{character}注意{character}力 {character}"{character} tag:{character}')

    check_each((chr(n) for n in (*range(32), 127, 0x200B, 0xFEFF)), check)


def test_filters_of_the_query_string_narrow(indexed_articles):
    assert found("注意力", tags=("gpu",)) == ["flash"]
    assert found("注意力", topic="nlp", year=2026) == ["attention", "flash"]
    assert found("memory", language="en") == ["checkpointing", "loader"]


def test_a_run_of_common_pairs_is_found_after_many_texts_without_it(db, monkeypatch):
    monkeypatch.setattr(index, "MOST_TEXTS", 3)
    monkeypatch.setattr(index, "MOST", 3)
    has_it = make_article(body="量的加法", published_at=datetime(2025, 1, 1, tzinfo=UTC))
    for day in range(1, 7):
        make_article(body="大量的话，的加号。", published_at=datetime(2025, 2, day, tzinfo=UTC))
    assert query.search_articles(Filters(words="量的加"), "en").articles == [has_it.pk]


def test_for_a_phrase_only_the_newest_texts_are_read_and_the_total_is_a_bound(db, monkeypatch):
    monkeypatch.setattr(index, "MOST_TEXTS", 3)
    days = [datetime(2025, 1, day, tzinfo=UTC) for day in range(1, 6)]
    bodies = ["one two", "two one", "two one", "two one", "one two"]
    made = [make_article(body=b, published_at=at) for b, at in zip(bodies, days, strict=True)]
    oldest, newest = made[0].pk, made[-1].pk
    found = query.search_articles(Filters(words='"one two"'), "en", end=1).found
    assert (found.best, found.total, found.is_all) == ([newest], 1, False)
    found = query.search_articles(Filters(words='"one two"'), "en").found
    assert (found.best, found.is_all) == ([newest, oldest], True)
    titled = make_article(title="One two", published_at=days[0]).pk
    assert query.search_articles(Filters(words='"one two"'), "en", end=1).articles == [titled]


def test_the_search_for_a_phrase_ends_when_there_are_enough(db, monkeypatch):
    monkeypatch.setattr(index, "ENOUGH", 2)
    for day in range(1, 7):
        make_article(body="one two", published_at=datetime(2025, 1, day, tzinfo=UTC))
    few = query.search_articles(Filters(words='"one two"'), "en", end=1)
    assert (few.found.total, few.is_all) == (2, False)
    everything = query.search_articles(Filters(words='"one two"'), "en")
    assert (everything.found.total, everything.is_all) == (6, True)
    assert everything.articles[:2] == [*few.articles, few.found.newest[1]]
