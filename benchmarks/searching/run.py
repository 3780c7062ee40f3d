"""One size on the database that the environment names; `benchmarks/search.py` starts it."""

import json
import os
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from unicodedata import normalize

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "blog.settings"
os.environ["LONGWAVE_SEARCHES"] = "0"  # nobody is asked to wait

import django

django.setup()

from django.conf import settings  # noqa: E402

settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from articles import finding  # noqa: E402
from articles.filters import Filters  # noqa: E402
from articles.models import Article, SearchEntry, Tag, indexing  # noqa: E402
from benchmarks.searching import shelf  # noqa: E402

EACH, FRAGMENTS, COMPARED = 40, 200, 1000
SEARCH_TABLES = ("articles_searchentry", "articles_searchword", "articles_searchlexemes")

Kinds = dict[str, list[dict[str, str]]]


def main(task: dict[str, object]) -> None:
    size, corpus = int(str(task["size"])), shelf.read(Path(str(task["corpora"])))
    call_command("migrate", verbosity=0)
    shelf.remember_lines()
    start = time.perf_counter()
    shelf.build(corpus, size)
    seconds = time.perf_counter() - start
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"\n{connection.display_name}, {size:,} articles")
    print(f"built in {seconds:.0f} s; index {index_bytes() / 2**20:,.0f} MiB of {text_bytes()}")
    kinds = queries(corpus, random.Random(2))
    print_times(kinds)
    print_saving()
    print_titles()
    if size <= COMPARED:
        print_comparison(kinds)


# What is asked


def queries(corpus: shelf.Corpus, chance: random.Random) -> Kinds:
    def han(length: int) -> str:
        while True:
            runs = re.findall(rf"[\u4e00-\u9fff]{{{length},}}", chance.choice(corpus.prose))
            if runs:
                run = chance.choice(runs)
                at = chance.randrange(len(run) - length + 1)
                return run[at : at + length]

    def word(pattern: str, texts: list[str]) -> str:
        while True:
            found = re.findall(pattern, chance.choice(texts), re.ASCII)
            if found:
                return chance.choice(found)

    english = r"(?<![\w.+\-\\#])[A-Za-z]{3,14}(?![\w.+\-#])"
    identifier = r"(?<![\w.+\-\\#])[A-Za-z]+_[A-Za-z_]+[A-Za-z](?![\w.+\-#])"
    two_words = r"(?<![\w.+\-\\#])[A-Za-z]{2,12} [A-Za-z]{2,12}(?![\w.+\-#])"
    tags = list(Tag.objects.values_list("slug", flat=True))
    makers: dict[str, Callable[[], dict[str, str]]] = {
        "1 character": lambda: {"q": han(1)},
        "2 characters": lambda: {"q": han(2)},
        "3 characters": lambda: {"q": han(3)},
        "4 characters": lambda: {"q": han(4)},
        "English word": lambda: {"q": word(english, corpus.prose)},
        "identifier": lambda: {"q": word(identifier, corpus.code or corpus.prose)},
        "mixed": lambda: {"q": f"{han(2)} {word(english, corpus.prose)}"},
        "phrase": lambda: {"q": f'"{word(two_words, corpus.prose)}"'},
        "with filter": lambda: {"q": han(2), "tag": chance.choice(tags)},
        "no hit": lambda: {"q": f"{word(english, corpus.prose)}qzx"},
    }
    return {kind: [make() for _ in range(EACH)] for kind, make in makers.items()}


# What is measured


def print_times(kinds: Kinds) -> None:
    client = Client(headers={"host": "localhost"})
    assert client.get("/search/", {"q": "warm"}).status_code == 200
    print(f"{'whole page, ms':16} {'p50':>6} {'p95':>6}")
    everything = []
    for kind, asked in kinds.items():
        times = [timed(lambda q=q: client.get("/search/", q)) for q in asked]
        everything += times
        print(f"{kind:16} {median(times):6.1f} {quantiles(times, n=20)[-1]:6.1f}")
    print(f"{'all':16} {median(everything):6.1f} {quantiles(everything, n=20)[-1]:6.1f}")


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def print_saving() -> None:
    """What the index adds to saving an article whose text has changed."""
    times = []
    for article in Article.objects.order_by("?")[:30]:
        Article.objects.filter(pk=article.pk).update(prose=article.prose + " 改了一点")
        SearchEntry.objects.filter(article=article).update(digest="")
        times.append(timed(lambda pk=article.pk: indexing.index([pk])))
    print(f"indexing one: p50 {median(times):.1f} ms, p95 {quantiles(times, n=20)[-1]:.1f} ms")


def print_titles() -> None:
    first = 0
    chosen = Article.objects.order_by("-slug")[:FRAGMENTS]
    for article in chosen:
        fragment = article.title.rpartition("：")[2]
        found = finding.answer(Filters(words=fragment), "zh-hans").articles
        first += found[:1] == (article.pk,)
    print(f"found first by a fragment of its title: {first} of {len(chosen)}")


def print_comparison(kinds: Kinds) -> None:
    """Against looking for the substring, or the whole word, in all that is indexed."""
    texts = {
        row.article: normalize("NFKC", "\n".join(everything_of(row.document))).lower()
        for row in indexing.rows(list(Article.objects.values_list("pk", flat=True)))
    }
    for kind in ("2 characters", "3 characters", "4 characters", "English word", "identifier"):
        hits = right = wanted = 0
        for asked in kinds[kind]:
            word = re.escape(asked["q"].lower())
            around = "" if kind.endswith("characters") else r"[A-Za-z0-9_]"
            pattern = f"(?<!{around}){word}(?!{around})" if around else word
            expected = {pk for pk, text in texts.items() if re.search(pattern, text)}
            found = set(finding.answer(Filters(words=asked["q"]), "zh-hans").articles)
            hits, right = hits + len(found), right + len(found & expected)
            wanted += len(expected)
        recall, precision = right / max(wanted, 1), right / max(hits, 1)
        print(f"{kind:16} recall {recall:.2%}, precision {precision:.2%} ({wanted} expected)")


def everything_of(document: object) -> list[str]:
    values = vars(document)
    return [
        values["title"],
        *values["tags"],
        values["headings"],
        values["prose"],
        values["code"],
    ]


def index_bytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('articles_searchentry')")
        else:
            cursor.execute(
                "SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'articles_search%%'"
                if has_dbstat(cursor)
                else "SELECT SUM(length(CAST(head AS BLOB)) + length(CAST(plain AS BLOB))"
                " + length(CAST(lexemes AS BLOB))) + (SELECT SUM(length(block))"
                " FROM articles_searchlexemes_data) FROM articles_searchentry"
            )
        return int(cursor.fetchone()[0])


def has_dbstat(cursor: object) -> bool:
    cursor.execute("SELECT 1 FROM pragma_module_list WHERE name = 'dbstat'")  # type: ignore[attr-defined]
    return cursor.fetchone() is not None  # type: ignore[attr-defined]


def text_bytes() -> str:
    length = "octet_length" if connection.vendor == "postgresql" else "length"
    cast = "{}" if connection.vendor == "postgresql" else "CAST({} AS BLOB)"
    parts = " + ".join(f"{length}({cast.format(name)})" for name in ("headings", "prose", "code"))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT SUM({parts}) FROM articles_article")
        return f"{int(cursor.fetchone()[0]) / 2**20:,.0f} MiB of text"


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
