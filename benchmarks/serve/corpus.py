"""Create a blog of any size from copies of the sample articles.

    LONGWAVE_DATA=DIR python benchmarks/serve/corpus.py NUMBER

The same number creates the same blog. Rows are copied, and nothing is rendered twice.
"""

import os
import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blog.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from articles.models import Article, Tag, TaggedArticle, User  # noqa: E402
from articles.models.tags import changed_together  # noqa: E402
from transfer.importer import import_folder  # noqa: E402

BATCH = 500
TAGS_EACH = 4
LAST_DAY = datetime(2026, 10, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
HOURS_BETWEEN = 17


def fill(number: int) -> None:
    """Migrate the database and create `number` articles."""
    call_command("migrate", verbosity=0)
    author, _created = User.objects.get_or_create(username="bench", is_staff=True)
    import_folder(ROOT / "sample", author=author)
    originals = list(Article.objects.published().order_by("slug"))
    tags = list(Tag.objects.order_by("slug"))
    luck = random.Random(number)
    for batch in batches(copies(originals, number - len(originals), luck)):
        with changed_together():
            made = Article.objects.bulk_create(batch)
            TaggedArticle.objects.bulk_create(
                TaggedArticle(tag=tag, content_object=article)
                for article in made
                for tag in luck.sample(tags, TAGS_EACH)
            )
    if number <= 1000:  # more takes long, and a page reads as many relations as here
        call_command("relate", verbosity=0)


def copies(originals: list[Article], number: int, luck: random.Random) -> Iterator[Article]:
    for n in range(number):
        original = originals[n % len(originals)]
        values = {f.attname: getattr(original, f.attname) for f in Article._meta.concrete_fields}
        at = LAST_DAY - timedelta(hours=HOURS_BETWEEN * n)
        yield Article(
            **values
            | {
                "id": None,
                "uid": UUID(int=luck.getrandbits(128)),
                "title": f"{original.title} {n}",
                "slug": f"{original.slug}-{n}",
                "published_at": at,
                "created_at": at,
                "updated_at": at,
                "translation_of_id": None,
                "series_id": None,
                "source_path": "",
            }
        )


def batches(articles: Iterator[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


if __name__ == "__main__":
    fill(int(sys.argv[1]))
