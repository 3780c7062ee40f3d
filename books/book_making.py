"""Makes a book of articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import IO
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext

from articles.graphics.cards import Card
from articles.languages import html_lang
from articles.metadata.share_image import card_of, card_of_site
from articles.models import Article, SiteSettings
from articles.models.cover_field import cover_address
from books.book_covers import cover_file
from books.book_pictures import ANY_SIZE, BookPictures
from books.book_scopes import BookScope
from books.epub import Book, BookChapter, write_epub
from books.epub.book_values import BookWords, ChapterSection
from rendering import BookNames, BookTarget, for_book

MOST_SUBJECTS = 20
ID = re.compile(r'<[a-z][^<>]* id="([^"]+)"')


@dataclass(frozen=True, slots=True)
class BookMaker:
    """Makes the book of a scope. `base` is the address of the site, without a slash at its end.

    Pictures beyond `most_bytes` are links to the site.
    """

    scope: BookScope
    site: SiteSettings
    base: str
    most_bytes: int = ANY_SIZE

    def write(self, articles: Sequence[Article], out: IO[bytes]) -> None:
        write_epub(self.book(articles), out)

    def book(self, articles: Sequence[Article]) -> Book:
        pictures = BookPictures(self.most_bytes)
        chapters = self.chapters(articles, pictures)
        scope, names = self.scope, [each.author.byline or self.site.author for each in articles]
        tags = dict.fromkeys(name for each in articles for name in subjects_of(each))
        return Book(
            identifier=self.identifier(),
            title=scope.title,
            language=html_lang(scope.language),
            modified=max(each.changed_at for each in articles),
            published=min(filter(None, (each.published_at for each in articles)), default=None),
            chapters=chapters,
            creators=[*dict.fromkeys(filter(None, names))] or [self.site.title],
            publisher=self.site.title,
            description=scope.description,
            source=self.base + scope.path,
            subjects=list(tags)[:MOST_SUBJECTS],
            cover=cover_file(self.card(articles)),
            files=sorted(pictures.files.values(), key=lambda file: file.path),
            words=book_words(scope.language),
        )

    def identifier(self) -> str:
        """That of an article is the one in feeds; others are made of the address."""
        return f"urn:uuid:{self.scope.uid or uuid5(NAMESPACE_URL, self.base + self.scope.path)}"

    def card(self, articles: Sequence[Article]) -> Card:
        if self.scope.uid:
            return card_of(articles[0], self.site)
        name = self.scope.title
        if name == self.site.title:
            return card_of_site(self.site)
        return Card(name, self.scope.language, self.site.title, (dates_of(articles),))

    def chapters(self, articles: Sequence[Article], pictures: BookPictures) -> list[BookChapter]:
        pages = [page_with_cover(article) for article in articles]
        pictures.look_up(pages)
        places = {
            self.base + article.get_absolute_url(): BookTarget(
                f"text-{number}.xhtml", frozenset(map(unescape, ID.findall(article.html)))
            )
            for number, article in enumerate(articles, 1)
        }
        names = BookNames(pictures.find, pictures.draw, places)
        return [
            self.chapter(f"text-{number}", article, page, names)
            for number, (article, page) in enumerate(zip(articles, pages, strict=True), 1)
        ]

    def chapter(self, name: str, article: Article, page: str, names: BookNames) -> BookChapter:
        address = self.base + article.get_absolute_url()
        text = for_book(page, base=address, names=names)
        return BookChapter(
            name=name,
            title=article.title,
            language=html_lang(article.language),
            xhtml=text.xhtml,
            address=address,
            lines=[" · ".join(filter(None, [article.author.byline, day_of(article.published_at)]))],
            summary=article.summary,
            sections=[ChapterSection(*section) for section in text.sections],
            properties=text.properties,
        )


def page_with_cover(article: Article) -> str:
    """The text, below the cover of the article."""
    if not article.cover:
        return article.html
    address = escape(cover_address(article.cover.name or ""))
    return f'<figure class="pic"><img src="{address}" alt=""></figure>\n{article.html}'


def subjects_of(article: Article) -> list[str]:
    topic = [article.category.name] if article.category else []
    return topic + [tag.name for tag in article.tags.all()]


def day_of(moment: datetime | None) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""


def dates_of(articles: Sequence[Article]) -> str:
    """The years of the articles: 2024, or 2021–2024."""
    years = sorted({each.year for each in articles if each.year})
    return "–".join(dict.fromkeys(str(year) for year in (years[:1] + years[-1:])))


def book_words(language: str) -> BookWords:
    with translation.override(language):
        return BookWords(gettext("Contents"), gettext("Cover"), gettext("Source:"))
