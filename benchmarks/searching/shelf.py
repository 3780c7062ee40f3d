"""Create articles of real length from real paragraphs."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from django.db import connection
from django.utils import timezone

from articles.models import Article, Category, Tag, TaggedArticle, User
from articles.publishing import indexing
from fulltext import documents
from rendering.result import FORMULA_END, FORMULA_START

BATCH = 200
HEADING = re.compile(r"#+\s+(.*)")
FORMULA = re.compile(r"\$\$[^$]+\$\$|\$[^$\n]+\$")
RUN = re.compile(r"[\u4e00-\u9fff]{6,14}")
TOPICS, TAGS, TAGS_EACH = 8, 80, 3
SECTIONS = 8


class Corpus(NamedTuple):
    headings: list[str]
    prose: list[str]
    code: list[str]
    lengths: list[int]


def read(folder: Path) -> Corpus:
    corpus = Corpus([], [], [], [])
    for file in sorted(folder.rglob("*.md")):
        text = file.read_text(encoding="utf-8", errors="ignore")
        corpus.lengths.append(len(text))
        for paragraph in filter(None, map(str.strip, text.split("\n\n"))):
            if match := HEADING.fullmatch(paragraph):
                corpus.headings.append(match[1][:80])
            elif paragraph.startswith("```"):
                corpus.code.append(paragraph)
            else:
                corpus.prose.append(FORMULA.sub(marked, paragraph))
    return corpus


def marked(formula: re.Match[str]) -> str:
    """The formula as texts for search have it."""
    latex = " ".join(formula[0].strip("$").split())
    return f"{FORMULA_START}{latex}{FORMULA_END}"


@contextmanager
def remembered_lines() -> Iterator[None]:
    """Cache the tokens of each line, because many articles contain the same lines."""
    counted, plain = cache(documents.count_tokens), cache(documents.phrase_search_text)
    tokens = cache(lambda line: tuple(Counter(counted(line)).elements()))

    def counted_by_line(text: str) -> Counter[str]:
        return Counter(chain.from_iterable(map(tokens, text.splitlines())))

    def plain_by_line(text: str) -> str:
        return "\n".join(filter(None, map(plain, text.splitlines())))

    with (
        patch.object(documents, "count_tokens", counted_by_line),
        patch.object(documents, "phrase_search_text", plain_by_line),
    ):
        yield


@contextmanager
def indexed_in_the_end() -> Iterator[None]:
    """Build the index after inserting, which is several times faster on PostgreSQL."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        indexing.backend().drop(cursor)
        yield
        cursor.execute("SET maintenance_work_mem = '512MB'")
        indexing.backend().create(cursor)


@indexed_in_the_end()
def build(corpus: Corpus, size: int) -> None:
    chance = random.Random(1)
    author = User.objects.create(username="bench")
    names = chance.sample(sorted({h for h in corpus.headings if 2 <= len(h) <= 12}), TOPICS + TAGS)
    topics = [Category.objects.create(name=name) for name in names[:TOPICS]]
    tags = [Tag.objects.create(name=name) for name in names[TOPICS:]]
    articles = written(corpus, size, author, topics, chance)
    while some := list(islice(articles, BATCH)):
        with indexing.batch_index_updates():
            Article.objects.bulk_create(some)
            TaggedArticle.objects.bulk_create(
                TaggedArticle(tag=tag, content_object=article)
                for article in some
                for tag in chance.sample(tags, TAGS_EACH)
            )


def written(
    corpus: Corpus, size: int, author: User, topics: list[Category], chance: random.Random
) -> Iterator[Article]:
    now = timezone.now()
    for number in range(size):
        length = chance.choice(corpus.lengths)
        prose, code = paragraphs(corpus.prose, length * 3 // 4, chance), []
        if corpus.code:
            code = paragraphs(corpus.code, length // 4, chance)
        runs = RUN.findall("\n".join(prose)) or ["没有中文"]
        title = f"{chance.choice(corpus.headings)}：{chance.choice(runs)}{chance.choice(runs)}"
        yield Article(
            title=title[:200],
            slug=f"a{number}",
            author=author,
            category=chance.choice(topics),
            status="published",
            published_at=now - timedelta(minutes=53 * number),
            headings="\n".join(chance.choices(corpus.headings, k=SECTIONS)),
            sections=list(sections(prose, code)),
            strip=[word for n in range(SECTIONS) for word in (f"h{n}", "p400", "c555")],
            prose="\n".join(prose),
            code="\n".join(code),
            excerpt=prose[0][:200],
            counts={"han": length, "words": 0, "minutes": 5},
        )


def sections(prose: list[str], code: list[str]) -> Iterator[dict[str, Any]]:
    """Sections of equal numbers of paragraphs, each with a heading, and their code."""
    for number in range(1, SECTIONS + 1):
        until = [len(some) * number // SECTIONS for some in (prose, code)]
        since = len(code) * (number - 1) // SECTIONS
        starts = [sum(len(each) + 1 for each in code[:n]) for n in range(since, until[1])]
        blocks = zip(starts, code[since : until[1]], strict=True)
        yield {
            "id": str(number - 1),
            "headings": number,
            "prose": sum(len(documents.FORMULA.sub(" ", each)) + 1 for each in prose[: until[0]]),
            "code": [(start, start + len(text), 1) for start, text in blocks],
        }


def paragraphs(some: list[str], length: int, chance: random.Random) -> list[str]:
    chosen = [chance.choice(some)]
    while length > 0:
        chosen.append(chance.choice(some))
        length -= len(chosen[-1])
    return chosen
