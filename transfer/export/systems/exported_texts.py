"""Articles and pages as values for other systems, one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any, Literal

from articles.models import Article, Category, Page, Redirect, Series, User
from rendering import ExportedBlock, FormulaForm, blocks_for_export

from .exported_files import ExportedFile, FilesOfExport

State = Literal["published", "scheduled", "draft", "archived"]
AT_ONCE = 100  # rows in memory


@dataclass(frozen=True, slots=True)
class ExportedTerm:
    """A topic, a tag or a series."""

    slug: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class ExportedAuthor:
    """`login` has ASCII letters only. Mail addresses are not exported: no reader knows them."""

    pk: int
    login: str
    name: str


@dataclass(frozen=True, slots=True)
class ExportedText:
    """An article or a page. `date` is None for a draft that has none; `address` is absolute.

    `files` are those of this site that the blocks show or link to.
    """

    kind: Literal["article", "page"]
    pk: int
    uid: str
    title: str
    slug: str
    address: str
    state: State
    blocks: list[ExportedBlock]
    created: datetime
    updated: datetime
    date: datetime | None = None
    summary: str = ""
    author: ExportedAuthor | None = None
    topic: ExportedTerm | None = None
    series: ExportedTerm | None = None
    part: int | None = None
    tags: tuple[ExportedTerm, ...] = ()
    cover: ExportedFile | None = None
    is_featured: bool = False
    language: str = ""
    position: int = 0
    former_slugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextsOfSite:
    """Reads the texts of the site at the address `base`, such as https://blog.example."""

    base: str
    files: FilesOfExport
    formulas: FormulaForm = "mathml"

    def __iter__(self) -> Iterator[ExportedText]:
        rows = Article.objects.kept().with_names().select_related("series").order_by("pk")
        former = slugs_before(Redirect.Kind.ARTICLE)
        for article in self.with_files(rows):
            yield self.of_article(article, former.get(article.pk, ()))
        former = slugs_before(Redirect.Kind.PAGE)
        for page in self.with_files(Page.objects.order_by("pk")):
            yield self.of_page(page, former.get(page.pk, ()))

    def with_files(self, rows: Any) -> Iterator[Any]:
        """Articles or pages, whose files are looked up in batches."""
        left = rows.iterator(chunk_size=AT_ONCE)
        while some := list(islice(left, AT_ONCE)):
            covers = filter(None, (cover_of_text(each) for each in some))
            self.files.look_up((each.html for each in some), covers)
            yield from some

    def of_article(self, article: Article, former: tuple[str, ...]) -> ExportedText:
        topic, series = article.category, article.series
        return ExportedText(
            "article",
            *(article.pk, str(article.uid), article.title, article.slug),
            address=self.base + article.get_absolute_url(),
            state=exported_state(article),
            blocks=self.blocks_of(article),
            created=article.created_at,
            updated=article.updated_at,
            date=article.published_at,
            summary=article.summary,
            author=exported_author(article.author),
            topic=exported_term(topic) if topic else None,
            series=exported_term(series) if series else None,
            part=article.part,
            tags=tuple(ExportedTerm(tag.slug, tag.name) for tag in article.tags.all()),
            cover=self.files.of_cover(cover_of_text(article), article.language),
            is_featured=article.featured,
            language=article.language,
            former_slugs=former,
        )

    def of_page(self, page: Page, former: tuple[str, ...]) -> ExportedText:
        return ExportedText(
            "page",
            *(page.pk, "", page.title, page.slug),
            address=self.base + page.get_absolute_url(),
            state="published" if page.is_published else "draft",
            blocks=self.blocks_of(page),
            created=page.updated_at,
            updated=page.updated_at,
            date=page.updated_at if page.is_published else None,
            language=page.language,
            position=page.position,
            former_slugs=former,
        )

    def blocks_of(self, text: Article | Page) -> list[ExportedBlock]:
        """A text that could not be rendered yet is exported as its source."""
        if not text.html.strip() and text.body.strip():
            return [ExportedBlock("code", "", code=text.body, language="markdown")]
        find = partial(self.files.address, language=text.language)
        address = self.base + text.get_absolute_url()
        return blocks_for_export(text.html, base=address, find_file=find, formulas=self.formulas)


def cover_of_text(text: Article | Page) -> str:
    """The name of the cover. Pages have none."""
    return (text.cover.name or "") if isinstance(text, Article) else ""


def exported_state(article: Article) -> State:
    """What waits for its rendering is a draft that becomes what was intended."""
    if article.status == Article.Status.DRAFT:
        return "draft"
    if article.status == Article.Status.ARCHIVED:
        return "archived"
    return "scheduled" if article.is_scheduled else "published"


def exported_term(thing: Category | Series) -> ExportedTerm:
    return ExportedTerm(thing.slug, thing.name, thing.description)


def exported_author(user: User) -> ExportedAuthor:
    name = user.username
    login = name if name.isascii() else f"author-{user.pk}"
    return ExportedAuthor(user.pk, login, user.name or name)


def slugs_before(kind: str) -> Mapping[int, tuple[str, ...]]:
    """The slugs that articles or pages had before, by their ids."""
    found = defaultdict[int, tuple[str, ...]](tuple)
    rows = Redirect.objects.filter(kind=kind, target__isnull=False).order_by("pk")
    for row in rows:
        found[row.target or 0] += (row.slug,)
    return found
