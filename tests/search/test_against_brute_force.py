"""Search gives the same results in the same order as a linear scan (property-based)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.filters import Filters
from articles.models import Article
from articles.search import query
from tests.examples import examples
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Few characters and words, so that they meet everywhere and in every order.
# 的 stands between words.
CHINESE = st.text("注意力的", min_size=1, max_size=5)
WORDS = st.sampled_from(["loss", "grad", "loss_grad", "gra"])
TEXTS = st.lists(st.one_of(CHINESE, WORDS, st.sampled_from("，\n")), max_size=12).map(" ".join)
RUN = re.compile(r"[一-鿿]+|[a-z_]+")
NEWEST = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Text:
    """An article by its fields; a line is what a phrase cannot leave."""

    title: str
    headings: str
    prose: str
    code: str

    @property
    def lines(self):
        fields = (self.title, self.headings, self.prose, self.code)
        return [f" {' '.join(RUN.findall(line))} " for f in fields for line in f.splitlines()]


@dataclass(frozen=True)
class Term:
    """What stands side by side."""

    runs: tuple[str, ...]
    is_quoted: bool = False

    @property
    def typed(self):
        return f'"{" ".join(self.runs)}"' if self.is_quoted else self.runs[0]

    def is_in(self, text):
        if len(self.runs) == 1 and self.runs[0].isascii():
            return any(number_of(self.runs[0], line) for line in text.lines)
        start, end = (" " * self.runs[at].isascii() for at in (0, -1))
        return any(f"{start}{' '.join(self.runs)}{end}" in line for line in text.lines)

    def is_within(self, field, times=1):
        """Each word and each pair of characters so often."""
        pieces = [piece for run in self.runs for piece in pieces_of(run)]
        return all(number_of(piece, field) >= times for piece in pieces)


def pieces_of(run):
    return [run] if run.isascii() or len(run) == 1 else map("".join, pairwise(run))


def number_of(piece, text):
    """How often a word or an identifier, or a part of one, or some characters are in it."""
    if not piece.isascii():
        return len(re.findall(f"(?={piece})", text))
    words = re.findall("[a-z_]+", text)
    return sum(piece == word or piece in word.split("_") for word in words)


def place(text, terms):
    """Of an article in the order: the least for the best."""
    fields = [(text.title, 1), (text.headings, 1), (text.prose, 5)]

    def all_within(some):
        return all(any(term.is_within(*each) for each in some) for term in terms)

    tiers = [
        "".join(RUN.findall(text.title)) == "".join(run for term in terms for run in term.runs),
        all_within(fields[:1]),
        len(terms) > 1 and any(term.is_within(*fields[0]) for term in terms),
        all_within(fields[:2]),
        all_within(fields),
    ]
    return next((number for number, is_met in enumerate(tiers) if is_met), len(tiers))


def looked_through(texts, wanted, unwanted):
    """Every text, the best first, the newest of equally good ones first."""
    hits = [
        (place(text, wanted) if wanted else 0, -key)
        for key, text in texts.items()
        if all(term.is_in(text) for term in wanted)
        and not any(term.is_in(text) for term in unwanted)
    ]
    return [-key for _, key in sorted(hits)]


def stored(texts):
    """By their keys; the later ones are newer."""
    author = make_user()
    days = [NEWEST + timedelta(hours=7 * number) for number in range(len(texts))]
    made = Article.objects.bulk_create(
        Article(slug=f"a{n}", author=author, status="published", published_at=day, **vars(text))
        for n, (day, text) in enumerate(zip(days, texts, strict=True))
    )
    return {article.pk: text for article, text in zip(made, texts, strict=True)}


TERMS = st.one_of(
    st.builds(lambda run: Term((run,)), st.one_of(CHINESE, WORDS)),
    st.builds(
        lambda runs: Term(tuple(runs), is_quoted=True),
        st.lists(st.one_of(CHINESE, WORDS), min_size=1, max_size=3),
    ),
)
TEXT = st.builds(Text, TEXTS, TEXTS, TEXTS.map(lambda text: f"{text} " * 3), TEXTS)
QUERIES = st.tuples(st.lists(TERMS, min_size=1, max_size=2), st.lists(TERMS, max_size=1))


@pytest.mark.parametrize(
    ("typed", "newest_last", "expected"),
    [
        # A word that is typed twice, plain and quoted, is not the title that has it once.
        ('loss_grad "loss_grad"', ["loss_grad", "力 力 力 loss_grad"], [1, 0]),
        ("duran duran", ["duran duran", "duran", "duran duran live"], [0, 2, 1]),
        ("Duran duran", ["Duran, Duran!", "duran duran duran"], [0, 1]),
        ("注意 注意", ["注意注意", "注意"], [0, 1]),
        ('"new york" new york', ["New York", "New York, New York", "old New York"], [1, 2, 0]),
        ("loss -grad loss", ["loss loss", "loss"], [0, 1]),
        ("tora lang:zh-hans tora tora", ["Tora! Tora! Tora!", "Tora"], [0, 1]),
    ],
)
def test_the_title_that_was_typed_is_the_best(typed, newest_last, expected):
    keys = list(stored([Text(title, "", "", "") for title in newest_last]))
    found = query.search_articles(Filters(words=typed), "zh-hans").articles
    assert [keys.index(key) for key in found] == expected


@settings(max_examples=examples(25))
@given(st.lists(TEXT, min_size=1, max_size=7), st.lists(QUERIES, min_size=4, max_size=8))
def test_the_same_is_found_in_the_same_order(db, texts, queries):
    with transaction.atomic():
        shelf = stored(texts)
        for wanted, unwanted in queries:
            words = " ".join([*(t.typed for t in wanted), *(f"-{t.typed}" for t in unwanted)])
            expected = looked_through(shelf, wanted, unwanted)
            for start, end in ((0, 1000), (0, 2), (2, 3)):
                answer = query.search_articles(
                    Filters(words=words), "zh-hans", start=start, end=end
                )
                assert answer.articles == expected[start:end], words
            assert answer.found.total >= len(expected[:3])
        transaction.set_rollback(True)
