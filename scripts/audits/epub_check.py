"""The books of a site, as EPUBCheck judges them: book_objections()."""

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory


def book_objections(jar: str) -> dict[str, list[str]]:
    """Return the messages about books of the site, a series, a topic and an article."""
    found = defaultdict(list)
    with TemporaryDirectory() as folder:
        for book in write_books(Path(folder)):
            command = ["java", "-jar", jar, str(book), "--json", "-", "--quiet"]
            answer = subprocess.run(command, stdout=subprocess.PIPE, timeout=600)
            for message in json.loads(answer.stdout)["messages"]:
                places = message["locations"] or [{"path": "", "line": 0}]
                found[f"{message['ID']}: {message['message']}"] += [
                    f"{book.name}/{place['path']}:{place['line']}" for place in places
                ]
    return found


def write_books(folder: Path) -> Iterator[Path]:
    from django.core.management import call_command

    from articles.models import Category, Series

    chosen = {
        "all": {},
        "series": {"series": Series.objects.with_articles().first().slug},
        "topic": {"topic": Category.objects.with_articles().first().slug},
        "article": {"article": "second"},
    }
    for name, one in chosen.items():
        path = folder / f"{name}.epub"
        call_command("export", path, format="epub", base="https://blog.example", **one)
        yield path
