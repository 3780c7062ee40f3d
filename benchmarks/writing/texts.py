"""Make what is measured on the database of the environment, and time rendering alone.

    LONGWAVE_DATA=DIR python benchmarks/writing/texts.py

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

from django.test import Client  # noqa: E402

from articles.models import Article, User  # noqa: E402
from rendering import render  # noqa: E402

SMALL = "pytorch-ddp.md"  # 16 kB with 30 formulas
LARGE_BYTES = 100_000
TIMES = 15


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
    author, _created = User.objects.get_or_create(
        username="writer", is_staff=True, is_superuser=True
    )
    client = Client()
    client.force_login(author)
    made = {name: draft(name, text, author) for name, text in texts().items()}
    print(json.dumps({"session": client.cookies["sessionid"].value, "texts": made}))


if __name__ == "__main__":
    main()
