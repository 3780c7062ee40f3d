"""Make what is measured on the database of the environment, and time rendering alone.

    LONGWAVE_DATA=DIR python benchmarks/writing/texts.py NUMBER

There are NUMBER published articles too, 1,000 at least, with their histories; one in 50 has a draft
beside it. Rows are copied by SQL, since rendering and indexing so many takes many minutes.

Prints JSON: `session` is the cookie of an administrator, `texts` has by name the id of a draft,
its size in kB, its formulas, and the milliseconds that rendering it takes.
"""

import json
import os
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blog.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from articles.models import Article, User  # noqa: E402
from benchmarks.growing import shelf  # noqa: E402
from desk.models import Draft  # noqa: E402
from desk.writing import saving  # noqa: E402
from rendering import render  # noqa: E402

SMALL = "pytorch-ddp.md"  # 16 kB with 30 formulas
LARGE_BYTES = 100_000
TIMES = 15
EACH_WITH_DRAFT = 50


def fill(number: int, author: User) -> None:
    """Articles that lie beside the measured ones."""
    shelf.fill(number)
    call_command("record_articles", verbosity=0)
    for draft in Draft.objects.with_revisions().order_by("pk")[::EACH_WITH_DRAFT]:
        content = draft.head.content.changed(title=f"{draft.head.content.title} again")
        saving.save_draft(draft.article, content, base=draft.head_id, by=author)
    shelf.settle()


def texts() -> dict[str, str]:
    files = sorted((ROOT / "sample").glob("*.md"))
    whole = "\n\n".join(prose_of(path) for path in files if "about" not in path.name)
    large = whole.encode()[:LARGE_BYTES].decode(errors="ignore").rpartition("\n\n## ")[0]
    return {"16 kB": prose_of(ROOT / "sample" / SMALL), "100 kB": large}


def prose_of(path: Path) -> str:
    """The text without its front matter."""
    return path.read_text().split("\n---\n", 1)[-1].strip()


def draft(name: str, text: str, author: User) -> dict[str, object]:
    article = Article(title=name, body=text, author=author, status="draft")
    article.save()
    return {
        "article": article.pk,
        "kB": len(text.encode()) / 1000,
        "formulas": article.counts["formulas"],
        "rendering": rendering_time(text),
    }


def rendering_time(text: str) -> float:
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        render(text)
        times.append(1000 * (time.perf_counter() - started))
    return median(times)


def main() -> None:
    call_command("migrate", verbosity=0)
    author, _created = User.objects.get_or_create(
        username="writer", is_staff=True, is_superuser=True
    )
    fill(int(sys.argv[1]), author)
    client = Client()
    client.force_login(author)
    made = {name: draft(name, text, author) for name, text in texts().items()}
    print(json.dumps({"session": client.cookies["sessionid"].value, "texts": made}))


if __name__ == "__main__":
    main()
