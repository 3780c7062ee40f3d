"""A folder of Markdown files becomes articles and pages; running it again changes nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from articles import slugs
from articles.models import Article, Category, Page, User
from articles.transfer.front_matter import Refused
from articles.transfer.links import Links
from articles.transfer.source import Source, is_mkdocs, markdown_files, read

LONGEST_TITLE = 200
LONGEST_NAME = 80
Thing = TypeVar("Thing", Article, Page)
Steps = Callable[[list[Source]], Iterable[Source]]


@dataclass
class Report:
    """What became of each file, by its path from the folder."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


def import_folder(
    folder: Path,
    *,
    author: User,
    dialect: str | None = None,
    topic: str = "",
    dry_run: bool = False,
    progress: Steps = iter,
) -> Report:
    """Import every Markdown file below the folder, each in a transaction of its own.

    `dialect` overrides what the folder looks like, `topic` is for files that name none,
    `progress` wraps the files to show how far it is.
    """
    return FolderImport(folder.resolve(), author, dialect, topic, dry_run).run(progress)


class FolderImport:
    def __init__(
        self, root: Path, author: User, dialect: str | None, topic: str, dry_run: bool
    ) -> None:
        self.root, self.author, self.dialect = root, author, dialect
        self.topic, self.dry_run = topic, dry_run
        self.report = Report()
        self.slugs: dict[Path, str] = {}
        # Whose slug is whose: by file, or by title where an article was written on the site.
        rows = Article.objects.values_list("source_path", "title", "slug")
        self.stored = {path or f"“{title}”": slug for path, title, slug in rows}

    def run(self, progress: Steps) -> Report:
        sources = self.readable()
        self.folder_is_mkdocs = is_mkdocs(self.root, sources)
        for source in progress(sources):
            try:
                with transaction.atomic():
                    self.take(source)
            except (Refused, ValidationError, DatabaseError, OSError) as error:
                self.skip(source.path, error)
        return self.report

    # Reading

    def readable(self) -> list[Source]:
        """The files that can become articles, each with an address of its own."""
        sources: list[Source] = []
        for path in markdown_files(self.root):
            try:
                source = read(path, self.root)
                check(source)
                if not source.head.is_page:
                    self.slugs[path] = self.slug_for(source)
            except (Refused, ValidationError, OSError) as error:
                self.skip(path, error)
            else:
                sources.append(source)
        return sources

    def slug_for(self, source: Source) -> str:
        """The slug the head names; else the stored one; else the file's name, if need be with
        its folder's before it. Refused where another article has it."""
        mine = self.source_path(source)
        if not source.head.slug and mine in self.stored:
            return self.stored[mine]
        wanted = [source.slug]
        if not source.head.slug:
            wanted.append(slugs.in_any_script(f"{source.path.parent.name} {source.slug}"))
        owners = {slug: path for path, slug in self.stored.items() if path != mine}
        for slug in wanted:
            if slug not in owners:
                self.stored[mine] = slug
                return slug
        both = f"its address “{source.slug}” belongs to {owners[source.slug]} already"
        raise Refused(f"{both}; give one of them a slug of its own")

    # Writing

    def take(self, source: Source) -> None:
        links = Links(source.path, self.root, self.slugs, self.dry_run)
        values = {
            "title": source.title,
            "slug": self.slugs.get(source.path, source.slug),
            "body": links.rewrite(source.body),
            "language": source.language,
            "dialect": self.dialect_of(source),
        }
        if source.head.is_page:
            self.take_page(source, {**values, "is_published": not source.head.is_draft})
        else:
            self.take_article(source, values)
        name = self.name(source.path)
        self.report.problems += [(name, problem) for problem in links.problems]

    def dialect_of(self, source: Source) -> str:
        if self.dialect:
            return self.dialect
        foreign = self.folder_is_mkdocs or source.has_mkdocs_marks or source.head.is_pelican
        return "python-markdown" if foreign else settings.DIALECT

    def take_page(self, source: Source, values: dict[str, Any]) -> None:
        page = Page.objects.filter(slug=source.slug).first()
        is_new, is_same = page is None, page is not None and holds(page, values)
        if not self.dry_run and not is_same:
            assign(page or Page(), values).save()
        self.sort(source, is_new, is_same)

    def take_article(self, source: Source, values: dict[str, Any]) -> None:
        article = Article.objects.filter(source_path=self.source_path(source)).first()
        values |= self.placing(source, article)
        is_new = article is None
        is_same = article is not None and holds(article, values) and self.is_placed(article, source)
        if not self.dry_run and not is_same:
            self.write(article or Article(author=self.author), source, values)
        self.sort(source, is_new, is_same)

    def write(self, article: Article, source: Source, values: dict[str, Any]) -> None:
        if topic := self.topic_of(source):
            article.category = Category.objects.named(topic)
        article.source_path = self.source_path(source)
        assign(article, values).save(touch=False)
        article.tags.set(source.head.tags)
        name = self.name(source.path)
        self.report.problems += [(name, said(warning)) for warning in article.warnings]

    def placing(self, source: Source, article: Article | None) -> dict[str, Any]:
        """When and where; a date that only the file system knows is kept once it is stored."""
        known = article.published_at if article and not source.head.date else None
        date = known or source.date
        draft = source.head.is_draft
        return {
            "published_at": date,
            "updated_at": source.head.updated or date,
            "summary": source.head.summary,
            "status": Article.Status.DRAFT if draft else Article.Status.PUBLISHED,
        }

    def is_placed(self, article: Article, source: Source) -> bool:
        """Whether the topic and the tags that the file names are the article's."""
        topic = self.topic_of(source)
        held = {tag.name.lower() for tag in article.tags.all()}
        tagged = {name.lower() for name in source.head.tags} == held
        return tagged and (not topic or str(article.category or "") == topic)

    def topic_of(self, source: Source) -> str:
        return source.head.topic or self.topic

    # Reporting

    def sort(self, source: Source, is_new: bool, is_same: bool) -> None:
        report = self.report
        heap = report.created if is_new else report.unchanged if is_same else report.updated
        heap.append(self.name(source.path))

    def skip(self, path: Path, error: Exception) -> None:
        reasons = error.messages if isinstance(error, ValidationError) else [str(error)]
        self.report.skipped.append((self.name(path), " ".join(reasons)))

    def name(self, path: Path) -> str:
        return str(path.relative_to(self.root))

    def source_path(self, source: Source) -> str:
        return f"{self.root.name}/{self.name(source.path)}"


def check(source: Source) -> None:
    """Refused, or a ValidationError, where a name does not fit."""
    model = Page if source.head.is_page else Article
    model._meta.get_field("slug").run_validators(source.slug)
    if len(source.title) > LONGEST_TITLE:
        raise Refused(f"its title is longer than {LONGEST_TITLE} characters")
    for name in (source.head.topic, *source.head.tags):
        if len(name) > LONGEST_NAME:
            raise Refused(f"“{name[:40]}…” is too long for a topic or a tag")


def holds(thing: Article | Page, values: dict[str, Any]) -> bool:
    return all(getattr(thing, name) == value for name, value in values.items())


def assign(thing: Thing, values: dict[str, Any]) -> Thing:
    for name, value in values.items():
        setattr(thing, name, value)
    return thing


def said(warning: dict[str, Any]) -> str:
    line = f"line {warning['line']}: " if warning["line"] else ""
    return f"{line}{warning['message']}"
