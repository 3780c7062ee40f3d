"""Checks every kind of page in both languages, and books, by the W3C's validators.

Usage: validate.py VNU_JAR EPUBCHECK_JAR

Needs an empty data folder in LONGWAVE_DATA. Exits with 1 if one of them objects.
"""

import json
import logging
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from epub_check import book_objections

# Errors that are none
IGNORED = re.compile(
    # MathML Core 2.1.3 allows both on every element; the validator has the schema of MathML 3.
    r"Attribute “(scriptlevel|displaystyle)” not allowed on element “m\w+” at this point\."
    # Accents are operators of one combining character in MathML Core's own dictionary (B.1).
    r"|Text run starts with a composing character\."
)
LANGUAGES = ("zh-CN", "en")
FEED_PAGE = re.compile(r"<main .*</main>", re.DOTALL)
XHTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml" lang="{}"><head><title>Feed</title></head>'
    "<body>{}</body></html>"
)
SECOND_DIALECT = """
[TOC]

!!! warning "小心"
    提示里的文字，有 $x^2$。

??? note "折叠"
    - [x] 做了
    - [ ] 没做

=== "甲"
    ```python hl_lines="1"
    print(1)
    ```

=== "乙"
    | 左 | 右 |
    |:---|---:|
    | 1 | 2 |

术语
:   解释[^1]，公式里的文字 $\\texttt{code} \\textbf{ if } x$。

[^1]: 脚注。
"""


def fill() -> dict[str, int]:
    """Create a blog with all features. Return URLs beside the sitemap, with their status."""
    from django.conf import settings
    from django.core.management import call_command

    from articles.models import Article, Category, Series, SiteSettings, User
    from desk.models import PreviewLink
    from operations.management.commands.start import GUIDE
    from transfer.importer import import_folder

    call_command("migrate", verbosity=0)
    author = User.objects.create_superuser("admin", display_name="Wang Xiaoyun")
    import_folder(settings.BASE / "sample", author=author)
    import_folder(settings.BASE / "docs", author=author, names=GUIDE, dates_of_files=True)
    SiteSettings(tagline="信号", author="Wang", links="GitHub https://github.com/you").save()
    topic = Category.objects.get(name="Generative Model")
    topic.description = "采样，与 $p(x)$ 的梯度。"
    topic.save()
    series = Series.objects.create(name="Diffusion", description="Step by step.")
    topic.articles.update(series=series)
    english = Article.objects.filter(slug="writing")
    english.update(featured=True, cover="covers/a.png")
    Article.objects.filter(slug="writing-zh").update(translation_of=english.get())
    article = english.get()
    dated = f"{article.published_at:%Y/%m}"
    values = {"author": author, "body": SECOND_DIALECT, "dialect": "python-markdown"}
    other = Article.objects.create(title="第二种", slug="second", status="archived", **values)
    draft = Article.objects.create(title="Draft", slug="draft", **values)
    link = PreviewLink.objects.make(draft, "never")
    gone = Article.objects.create(title="Gone", slug="gone", status="published", **values)
    gone.delete()
    found = ["/page/2/", "/search/", "/search/?q=attention", "/search/?q=zzzz", "/series/"]
    found += [f"/archive/{dated}/", f"/archive/{dated[:4]}/", author.get_absolute_url()]
    found += [f"{topic.get_absolute_url()}?tag=diffusion", link.get_absolute_url()]
    found += [other.get_absolute_url(), "/feed.xml", "/rss.xml"]
    return {**dict.fromkeys(found, 200), "/nothing/": 404, gone.get_absolute_url(): 410}


class Reader:
    """Requests pages in one language."""

    def __init__(self, language: str) -> None:
        from django.test import Client

        headers = {"accept-language": language, "host": "localhost", "accept": "text/html"}
        self.language, self.client = language, Client(headers=headers)

    def read(self, address: str, status: int = 200) -> str:
        answer = self.client.get(address)
        if answer.status_code != status:
            sys.exit(f"{address} answers {answer.status_code}, not {status}")
        return answer.content.decode()

    def in_sitemap(self) -> list[str]:
        pieces = self.locations("/sitemap.xml")
        return [address for piece in pieces for address in self.locations(piece)]

    def locations(self, sitemap: str) -> list[str]:
        return re.findall(r"<loc>https?://[^/]+([^<]+)", self.read(sitemap))

    def fault(self) -> str:
        from django.test import RequestFactory
        from django.utils import translation
        from django.views.defaults import server_error

        with translation.override("zh-hans" if self.language == "zh-CN" else "en"):
            return server_error(RequestFactory().get("/")).content.decode()


def pages(language: str, others: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Yield URL and HTML of each page; of a feed the part that browsers show."""
    reader = Reader(language)
    for address, status in {**dict.fromkeys(reader.in_sitemap(), 200), **others}.items():
        text = reader.read(address, status)
        if address.endswith(".xml"):
            text = XHTML.format(language, FEED_PAGE.search(text)[0])
        yield address, text
    yield "500", reader.fault()


def write(folder: Path, others: dict[str, int]) -> dict[str, str]:
    """Write the pages to files. Return URL and language by file name."""
    names = {}
    for language in LANGUAGES:
        for address, text in pages(language, others):
            kind = "xhtml" if address.endswith(".xml") else "html"
            file = folder / f"{len(names)}.{kind}"
            file.write_text(text, encoding="utf-8")
            names[file.name] = f"{address} ({language})"
    return names


def objections(jar: str, folder: Path, names: dict[str, str]) -> dict[str, list[str]]:
    """Return the messages of the validator, each with the pages and extracts."""
    command = ["java", "-jar", jar, "--format", "json", "--skip-non-html", str(folder)]
    answer = subprocess.run(command, stderr=subprocess.PIPE, timeout=600)
    found = defaultdict(list)
    for message in json.loads(answer.stderr)["messages"]:
        if not IGNORED.fullmatch(message["message"]):
            page = names.get(Path(message.get("url", "")).name, "")
            found[message["message"]].append(f"{page}: {message.get('extract', '').strip()}")
    return found


def main(jar: str, epub_jar: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "blog.settings"
    django.setup()
    logging.disable(logging.WARNING)  # 404s
    others = fill()
    with TemporaryDirectory() as folder:
        names = write(Path(folder), others)
        found = objections(jar, Path(folder), names) | book_objections(epub_jar)
    for message, places in found.items():
        print(f"{len(places)} × {message}", *places[:3], sep="\n    ")
    print(f"{len(names)} pages and four books, {sum(map(len, found.values()))} objections")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
