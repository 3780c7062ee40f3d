"""Create many articles quickly: a few are rendered, and SQL copies them.

Dates are spread over ten years. One month has a hundred additional articles, so that its page is as
long on a small site as on a large one. Tags follow Zipf's law. The search index is empty.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from articles.filters import month_span
from articles.models import Article, Category, Relation, Series, Tag, TaggedArticle, User

TOPICS, TAGS, AUTHORS, PARTS = 20, 300, 20, 10
YEARS, FULL_MONTH, FULL = 10, 61, 120  # months ago, and how many articles it has besides
SLOTS = 997  # a prime, so that steps through them meet each
TAGS_EACH = RELATED_EACH = 4
TRANSLATED = 50  # one of so many is a translation
BATCH = 50_000

PARAGRAPH = (
    "模型在训练时看到的序列长度有限，推理时却要处理更长的上下文。The attention map grows with the "
    "square of the length, 因此我们把键和值保存下来，只计算 $q k^\\top / \\sqrt{d}$ 的一部分。"
)
CODE = "```python\ndef score(q, k):\n    return q @ k.T / math.sqrt(q.shape[-1])\n```"
FORMULA = "$$\n\\mathrm{softmax}\\left(\\frac{QK^\\top}{\\sqrt{d}}\\right)V\n$$"
WHOLE = ("## 方法 Method", PARAGRAPH, CODE, PARAGRAPH, FORMULA)

# Columns that differ from the copied article, as SQL of the number `n`.
COPIED = {
    "slug": "'seeded-' || n",
    "title": "t.title || ' ' || n",
    "source_path": "''",
    "category_id": "(SELECT thing FROM seed WHERE kind = 'topic' AND slot = (n * 31) % {slots})",
    "author_id": "(SELECT thing FROM seed WHERE kind = 'author' AND slot = (n * 17) % {slots})",
    "series_id": "CASE WHEN n <= {parts} THEN {series} END",
    "part": "CASE WHEN n <= {parts} THEN n END",
    "translation_of_id": "CASE WHEN n % {translated} = 0 THEN {first} + n - 1 END",
    "language": "CASE WHEN n % {translated} = 0 THEN 'en' ELSE t.language END",
}
DIALECT = {
    "sqlite": {
        "numbers": "WITH RECURSIVE numbers(n) AS "
        "(SELECT {low} UNION ALL SELECT n + 1 FROM numbers WHERE n < {high})",
        "id": "{first} + n",
        "uid": "lower(hex(randomblob(16)))",
        "at": "strftime('%Y-%m-%d %H:%M:%S', {seconds}, 'unixepoch')",
    },
    "postgresql": {
        "numbers": "WITH numbers(n) AS (SELECT generate_series({low}, {high})::bigint)",
        "id": "{first} + n",
        "uid": "gen_random_uuid()",
        "at": "to_timestamp({seconds})",
    },
}


def fill(number: int) -> None:
    """Create `number` public articles; `number` is at least 1,000."""
    things = {"topic": topics(), "tag": tags(), "author": authors()}
    templates = list(rendered(User.objects.earliest("pk")))
    series = Series.objects.create(name="Seeded")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE seed (kind text, slot integer, thing bigint)")
        rows = [(kind, *row) for kind, ids in things.items() for row in by_zipf(ids)]
        rows += [("template", n, pk) for n, pk in enumerate(templates)]
        cursor.executemany("INSERT INTO seed VALUES (%s, %s, %s)", rows)
        cursor.execute("CREATE INDEX seed_slots ON seed (kind, slot)")
        wanted = number - len(templates)
        for low in range(1, wanted + 1, BATCH):
            with transaction.atomic():
                high = min(low + BATCH - 1, wanted)
                for statement in statements(low, high, wanted, max(templates), series.pk):
                    cursor.execute(statement)
        cursor.execute("DROP TABLE seed")
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('articles_article', 'id'), max(id)) "
                "FROM articles_article"
            )


def settle() -> None:
    """Run the maintenance that the database does by itself later: VACUUM, ANALYZE, checkpoints."""
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if is_postgresql else "PRAGMA wal_checkpoint(TRUNCATE)")


def topics() -> list[int]:
    return [Category.objects.create(name=f"Topic {n}").pk for n in range(TOPICS)]


def tags() -> list[int]:
    return [Tag.objects.create(name=f"tag {n}").pk for n in range(TAGS)]


def authors() -> list[int]:
    """They have names for readers: others have no page."""
    names = [f"author{n}" for n in range(AUTHORS)]
    return [User.objects.create(username=name, display_name=name).pk for name in names]


def rendered(author: User) -> Iterator[int]:
    """Save a few short articles; a million copies of them fit on a disk."""
    for n in range(1, len(WHOLE) + 1):
        body = "\n\n".join(WHOLE[:n])
        article = Article(title=f"注意力 Attention {n}", body=body, author=author)
        article.status, article.language = Article.Status.PUBLISHED, "zh-hans"
        article.published_at = timezone.now() - timedelta(days=366 * YEARS)
        article.save()
        yield article.pk


def by_zipf(things: list[int]) -> Iterable[tuple[int, int]]:
    """Yield (slot, thing) by Zipf's law: the share of the n-th thing is proportional to 1 / n."""
    whole = sum(1 / (n + 1) for n in range(len(things)))
    reached, slot = 0.0, 0
    for n, thing in enumerate(things):
        reached += SLOTS / (n + 1) / whole
        last = max(slot + 1, round(reached)) if n < len(things) - 1 else SLOTS
        yield from ((each, thing) for each in range(slot, min(last, SLOTS)))
        slot = last


def statements(low: int, high: int, number: int, first: int, series: int) -> Iterator[str]:
    """SQL that inserts the articles `low` to `high`, with tags and related articles."""
    say = DIALECT[connection.vendor]
    values = {"first": first, "slots": SLOTS, "parts": PARTS, "series": series}
    values |= {"translated": TRANSLATED}
    numbers = say["numbers"].format(low=low, high=high)
    made = COPIED | {"id": say["id"], "uid": say["uid"]}
    moment = say["at"].format(seconds=seconds(number))
    made |= dict.fromkeys(("published_at", "created_at", "updated_at"), moment)
    columns = [field.column for field in Article._meta.concrete_fields]
    chosen = ", ".join(
        made[name].format(**values) if name in made else f"t.{name}" for name in columns
    )
    yield (
        f"INSERT INTO {Article._meta.db_table} ({', '.join(columns)}) {numbers} SELECT {chosen} "
        f"FROM numbers JOIN seed ON seed.kind = 'template' AND seed.slot = n % {len(WHOLE)} "
        f"JOIN {Article._meta.db_table} t ON t.id = seed.thing"
    )
    for k in range(TAGS_EACH):
        yield (
            f"INSERT INTO {TaggedArticle._meta.db_table} (tag_id, content_object_id) {numbers} "
            f"SELECT thing, {first} + n FROM numbers JOIN seed ON kind = 'tag' "
            f"AND slot = (n * 7 + n / {SLOTS} * 13 + {k * 211}) % {SLOTS} "
            "WHERE true ON CONFLICT DO NOTHING"
        )
    for k in range(1, RELATED_EACH + 1):
        yield (
            f"INSERT INTO {Relation._meta.db_table} (article_id, other_id, score) {numbers} "
            f"SELECT {first} + n, {first} + n - {k}, {1 / (k + 1)} FROM numbers WHERE n > {k}"
        )


def seconds(number: int) -> str:
    """SQL for the time of article `n`: the newest first, except those of the full month."""
    now = int(timezone.now().timestamp()) - 3600
    start, end = (int(moment.timestamp()) for moment in full_month())
    every = max(1, number // FULL)
    spread = f"{now} - CAST(n * {YEARS * 365 * 86400 / number} AS bigint)"
    within = f"{start} + (n / {every} + 1) * {(end - start) // (FULL + 2)}"
    return f"CASE WHEN n % {every} = 1 AND n / {every} < {FULL} THEN {within} ELSE {spread} END"


def full_month() -> tuple[datetime, datetime]:
    today = timezone.localdate()
    months = today.year * 12 + today.month - 1 - FULL_MONTH
    return month_span(months // 12, months % 12 + 1)
