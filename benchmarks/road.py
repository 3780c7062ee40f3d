"""The number of source files that a request, a save, a search and an import execute.

    python benchmarks/road.py

`files` is the number of files with an executed function, `jumps` the number of calls from one file
to another. Each operation runs once before it is counted, to fill caches. Pages are built: the site
is changed before each request. The site is made of the sample articles, in a temporary folder.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = tempfile.TemporaryDirectory(prefix="longwave-road-")
os.environ |= {"LONGWAVE_DATA": FOLDER.name, "DJANGO_SETTINGS_MODULE": "blog.settings"}
os.environ.pop("DATABASE_URL", None)


@dataclass
class Road:
    """The source files of the project in the order of their first call."""

    steps: list[str] = field(default_factory=list)

    def follow(self, walk: Callable[[], Any]) -> None:
        sys.setprofile(self.note)
        try:
            walk()
        finally:
            sys.setprofile(None)

    def note(self, frame: FrameType, event: str, _argument: Any) -> None:
        if event != "call":
            return
        file = frame.f_code.co_filename
        if file.startswith(f"{ROOT}/") and "/.venv/" not in file and "/benchmarks/" not in file:
            name = file.removeprefix(f"{ROOT}/")
            if not self.steps or self.steps[-1] != name:
                self.steps.append(name)

    def __str__(self) -> str:
        return f"{len(set(self.steps)):5} files {len(self.steps):6} jumps"


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from articles.models import Article, User

    call_command("migrate", verbosity=0)
    User.objects.create_superuser("admin", password="a long horse")
    call_command("import_articles", ROOT / "sample", "--author", "admin", verbosity=0)
    article = Article.objects.published().exclude(category=None).filter(tags__isnull=False).first()
    assert article is not None
    tag, topic = article.tags.first(), article.category
    client = Client(headers={"host": "localhost"})
    lists = f"/topics/{topic.slug}/?tag={tag.slug}"
    roads: dict[str, Callable[[], Any]] = {
        f"a list: {lists}": lambda: visit(client, lists),
        "an article": lambda: visit(client, article.get_absolute_url()),
        "a search": lambda: visit(client, "/search/?q=attention"),
        "a save": article.save,
        "an import": lambda: call_command("import_articles", ROOT / "sample", verbosity=0),
    }
    for name, walk in roads.items():
        change(article)
        walk()
        change(article)
        road = Road()
        road.follow(walk)
        print(f"{road}  {name}")
        if "-v" in sys.argv:
            print("\n".join(f"      {file}" for file in sorted(set(road.steps))))


def change(article: Any) -> None:
    """Raise the version of the site, so that pages are built; entries of lists stay as they are."""
    type(article).objects.filter(pk=article.pk).update(featured=not article.featured)


def visit(client: Any, address: str) -> None:
    assert client.get(address).status_code == 200, address


if __name__ == "__main__":
    main()
