"""The file that WordPress imports: Tools, Import, WordPress."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from transfer.export.systems.exported_files import FilesOfExport
from transfer.export.systems.exported_texts import ExportedAuthor, ExportedTerm, ExportedText

from .wxr_items import SeriesAs, WxrNumbers, attachment_item, text_item
from .wxr_xml import cdata_element, parent_element, xml_element

START = """<?xml version="1.0" encoding="UTF-8"?>
<!-- generator="Longwave" -->
<rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
END = "</channel>\n</rss>\n"


@dataclass(frozen=True, slots=True)
class WxrSiteHead:
    """What the file says of the site. `language` is a code of HTML."""

    title: str
    description: str
    base: str
    language: str
    authors: list[ExportedAuthor]
    topics: list[ExportedTerm]
    tags: list[ExportedTerm]
    series: list[ExportedTerm]


@dataclass(slots=True)
class WxrFile:
    """Writes texts one after the other; the attachments that they need come last."""

    head: WxrSiteHead
    files: FilesOfExport
    series_as: SeriesAs = "category"
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    by_token: dict[str, int] = field(default_factory=dict)

    def pieces(self, texts: Iterable[ExportedText]) -> Iterator[str]:
        """The file in pieces: one a text, so that memory does not grow with their number."""
        yield START + "".join(self.about_site())
        for text in texts:
            cover = self.number_of(text.cover.token) if text.cover else 0
            yield text_item(text, WxrNumbers(next(self.numbers), cover), self.series_as)
        for file in self.files.used.values():
            yield attachment_item(file, self.number_of(file.token))
        yield END

    def number_of(self, token: str) -> int:
        if token not in self.by_token:
            self.by_token[token] = next(self.numbers)
        return self.by_token[token]

    def about_site(self) -> Iterator[str]:
        head = self.head
        yield xml_element("title", head.title)
        yield xml_element("link", head.base)
        yield xml_element("description", head.description)
        yield xml_element("language", head.language)
        yield xml_element("wp:wxr_version", "1.2")
        yield xml_element("wp:base_site_url", head.base)
        yield xml_element("wp:base_blog_url", head.base)
        yield from map(author_element, head.authors)
        categories, tags = list(head.topics), list(head.tags)
        if self.series_as != "nothing":
            known = categories if self.series_as == "category" else tags
            known.extend(head.series)
        terms = count(1)
        yield from (category_element(term, next(terms)) for term in unlike(categories))
        yield from (tag_element(term, next(terms)) for term in unlike(tags))


def unlike(terms: Iterable[ExportedTerm]) -> list[ExportedTerm]:
    """One of each slug: a series may be named like a topic."""
    return list({term.slug: term for term in reversed(list(terms))}.values())[::-1]


def author_element(author: ExportedAuthor) -> str:
    return parent_element(
        "wp:author",
        xml_element("wp:author_id", author.pk),
        cdata_element("wp:author_login", author.login),
        cdata_element("wp:author_email", ""),
        cdata_element("wp:author_display_name", author.name),
        cdata_element("wp:author_first_name", ""),
        cdata_element("wp:author_last_name", ""),
    )


def category_element(term: ExportedTerm, number: int) -> str:
    return parent_element(
        "wp:category",
        xml_element("wp:term_id", number),
        cdata_element("wp:category_nicename", term.slug),
        cdata_element("wp:category_parent", ""),
        cdata_element("wp:cat_name", term.name),
        cdata_element("wp:category_description", term.description),
    )


def tag_element(term: ExportedTerm, number: int) -> str:
    return parent_element(
        "wp:tag",
        xml_element("wp:term_id", number),
        cdata_element("wp:tag_slug", term.slug),
        cdata_element("wp:tag_name", term.name),
        cdata_element("wp:tag_description", term.description),
    )
