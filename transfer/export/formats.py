"""Exports in the formats of others: WXR, Ghost, EPUB and PDF, for `manage.py export --format`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.utils.translation import gettext, ngettext

from articles.models import Article, SiteSettings
from blog.replaced_file import replaced_file
from books.book_making import BookMaker
from books.book_scopes import BookScope, found_scope
from books.chromium import PrintError, find_chromium
from books.print_server import PAPERS
from books.printed_articles import NoPage, print_article
from transfer.export.systems.system_files import SystemExport, write_ghost, write_wordpress
from transfer.export.targets import ExportRefused, require_free_name

Watch = Callable[[Iterable[Any]], Iterable[Any]]
SERIES_AS = ("category", "tag", "nothing")
KINDS = ("article", "series", "topic")


@dataclass(frozen=True, slots=True)
class FormatOptions:
    """What the command was given. `base` is the address of the site, without a slash at its end."""

    base: str
    series_as: Any = "category"
    formulas: Any = "mathml"
    kind: str = ""
    slug: str = ""
    paper: str = "A4"
    force: bool = False


def add_format_arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--format", choices=sorted(FORMATS), help="a file for another system, or a book, instead")
    add("--base", metavar="ADDRESS", help="the address of this site in it; else LONGWAVE_URL")
    add("--series-as", choices=SERIES_AS, default="category", help="wxr, ghost: what series become")
    add("--formulas", choices=("mathml", "latex"), default="mathml", help="wxr, ghost")
    for kind in KINDS:
        add(f"--{kind}", metavar="SLUG", help=f"epub, pdf: only this {kind}")
    add("--paper", choices=PAPERS, default="A4", help="pdf")


def export_in_format(
    path: Path, options: dict[str, Any], *, force: bool = False, watch: Watch = iter
) -> list[str]:
    """Write the file. Return sentences that say what it has. Raises ExportRefused."""
    base = (options["base"] or settings.SITE_URL).rstrip("/")
    if not base.startswith(("https://", "http://")):
        raise ExportRefused(
            gettext("Set LONGWAVE_URL, or name the address: --base https://blog.example")
        )
    if not path.is_dir():
        require_free_name(path, force=force)
    named = [kind for kind in KINDS if options[kind]]
    if len(named) > 1:
        raise ExportRefused(gettext("Name one article, one series or one topic, or none."))
    kind = named[0] if named else ""
    given = FormatOptions(
        *(base, options["series_as"], options["formulas"]),
        kind=kind,
        slug=options[kind] if kind else "",
        paper=options["paper"],
        force=force,
    )
    return list(FORMATS[options["format"]](path, given, watch))


def wxr_export(path: Path, given: FormatOptions, watch: Watch) -> Iterator[str]:
    choice = {"series_as": given.series_as, "formulas": given.formulas}
    yield from told(path, write_wordpress(path, given.base, watch=watch, **choice))


def ghost_export(path: Path, given: FormatOptions, watch: Watch) -> Iterator[str]:
    choice = {"with_series": given.series_as != "nothing", "formulas": given.formulas}
    yield from told(path, write_ghost(path, given.base, watch=watch, **choice))


def told(path: Path, report: SystemExport) -> Iterator[str]:
    words = {"path": path, "texts": report.texts, "files": report.files}
    yield gettext("%(path)s: %(texts)d articles and pages, %(files)d files") % words
    if number := report.unpublished:
        yield ngettext(
            "%(number)d article has changes that are not published: the file is without them.",
            "%(number)d articles have changes that are not published: the file is without them.",
            number,
        ) % {"number": number}
    for name in report.missing:
        yield gettext("The file %(name)s is not in the storage.") % {"name": name}


def epub_export(path: Path, given: FormatOptions, watch: Watch) -> Iterator[str]:
    site = SiteSettings.current()
    scope = chosen_scope(given, site)
    articles = list(watch(scope.articles.with_names()))
    if not articles:
        raise ExportRefused(gettext("Nothing is published: there is no book to write."))
    with replaced_file(path) as out:
        BookMaker(scope, site, given.base).write(articles, out)
    number = len(articles)
    words = {"path": path, "number": number}
    yield ngettext("%(path)s: %(number)d article", "%(path)s: %(number)d articles", number) % words


def chosen_scope(given: FormatOptions, site: SiteSettings) -> BookScope:
    if not given.kind:
        return BookScope.of_site(site)
    scope = found_scope(given.kind, given.slug, site)
    if scope is None:
        words = {"name": given.slug}
        raise ExportRefused(gettext("Nothing public has the address %(name)s.") % words)
    return scope


def pdf_export(path: Path, given: FormatOptions, watch: Watch) -> Iterator[str]:
    """One article into a file; several into a folder."""
    if find_chromium() is None:
        raise ExportRefused(
            gettext("Chromium is not installed. Print the page of the article in a browser.")
        )
    if not validate_host(host := urlsplit(given.base).hostname or "", settings.ALLOWED_HOSTS):
        words = {"host": host}
        raise ExportRefused(gettext("Add %(host)s to LONGWAVE_HOSTS, or name another.") % words)
    articles = chosen_scope(given, SiteSettings.current()).articles
    if given.kind == "article":
        yield print_into(path, articles.get(), given)
        return
    if path.is_file() or path.suffix.lower() == ".pdf":
        raise ExportRefused(gettext("Name a folder for several articles, or one article."))
    path.mkdir(exist_ok=True)
    for slug in articles.values_list("slug", flat=True):
        require_free_name(path / f"{slug}.pdf", force=given.force)
    for article in watch(articles.iterator(chunk_size=20)):
        yield print_into(path / f"{article.slug}.pdf", article, given)


def print_into(path: Path, article: Article, given: FormatOptions) -> str:
    try:
        data = print_article(article, given.base, given.paper)
    except (PrintError, NoPage) as failure:
        words = {"title": article.title, "reason": failure}
        raise ExportRefused(
            gettext("“%(title)s” could not be printed: %(reason)s") % words
        ) from failure
    with replaced_file(path) as out:
        out.write(data)
    return str(path)


FORMATS: dict[str, Callable[[Path, FormatOptions, Watch], Iterator[str]]] = {
    "wxr": wxr_export,
    "ghost": ghost_export,
    "epub": epub_export,
    "pdf": pdf_export,
}
