"""A site of Hugo."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from fnmatch import fnmatch
from functools import cached_property
from typing import Any, ClassVar

from transfer.sites.address_pattern import Address
from transfer.sites.hugo import hugo_cascades, hugo_permalinks
from transfer.sites.hugo.hugo_files import HugoFile
from transfer.sites.hugo.hugo_places import HugoPlaces
from transfer.sites.site import joined_path
from transfer.sites.site_values import NoArticle, SiteText
from transfer.sites.written_languages import written_language
from transfer.sites.written_values import (
    scalar_text,
    scalar_texts,
    written_datetime,
    written_names,
)

DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})[-_](.+)")
OF_PAGES = frozenset({"page", "pages"})


class HugoSite(HugoPlaces):
    system: ClassVar[str] = "hugo"

    # Articles

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        if not self.parts(text.file):
            return self.outside_content(text)
        file = self.described(text)
        if file.is_section:
            return "section-index"
        if file.is_resource:
            return "fragment"
        return super().not_an_article(text)

    def is_page(self, text: SiteText) -> bool:
        """A page is outside the sections and has no date, or its section is `page`."""
        if not self.parts(text.file):
            return super().is_page(text)
        file = self.described(text)
        return (
            super().is_page(text)
            or file.section in OF_PAGES
            or (not file.section and written_datetime(text.head.get("date")) is None)
        )

    def default_values(self, text: SiteText) -> Mapping[str, Any]:
        if not self.parts(text.file):
            return {}
        file = self.described(text)
        path = "/" + "/".join((*file.folders, file.base))
        return hugo_cascades.cascaded_values(self.config.settings, path, "page")

    # Addresses

    def own_paths(self, text: SiteText) -> Iterator[str]:
        if self.parts(text.file):
            file = self.described(text)
            yield self.canonical_path(text, file)

    def canonical_path(self, text: SiteText, file: HugoFile) -> str:
        if url := scalar_text(text.head.get("url")):
            return self.path_of_url(url, text, file)
        if file.is_section:
            path = self.section_path(text, file)
        else:
            path = self.path_of_pattern(text, file) or self.path_of_file(text, file)
        return joined_path(self.prefix(file.language), self.ended(path, file))

    def path_of_url(self, url: str, text: SiteText, file: HugoFile) -> str:
        """A `url` is written as it is, in the folder of the language unless it has a slash."""
        url = self.expanded(url, text, file) if ":" in url else url
        url = url if url.endswith("/") or "." in url else f"{url}/"
        return url if url.startswith("/") else joined_path(self.prefix(file.language), url)

    def path_of_pattern(self, text: SiteText, file: HugoFile) -> str | None:
        own = "/" + "/".join((*file.folders, file.base))
        for glob, pattern in self.targeted_patterns:
            if fnmatch(own, glob.replace("**", "*")):
                return self.cleaned(self.expanded(pattern, text, file))
        pattern = self.page_patterns.get(file.section.lower() or "/", "")
        return self.cleaned(self.expanded(pattern, text, file)) if pattern else None

    @cached_property
    def page_patterns(self) -> dict[str, str]:
        return self.config.patterns("page")

    @cached_property
    def targeted_patterns(self) -> list[tuple[str, str]]:
        return self.config.targeted_patterns()

    def section_path(self, text: SiteText, file: HugoFile) -> str:
        pattern = self.config.patterns("section").get(file.section.lower(), "")
        own = self.expanded(pattern, text, file) if pattern else "/".join(file.folders)
        return self.cleaned(own)

    def path_of_file(self, text: SiteText, file: HugoFile) -> str:
        slug = self.slug(text, file) or file.base
        return self.cleaned("/".join((*file.folders, slug)))

    def ended(self, path: str, file: HugoFile) -> str:
        is_ugly = self.config.is_ugly(file.section) and not file.is_section
        return f"{path}.html" if is_ugly else f"{path.rstrip('/')}/"

    def address(self, text: SiteText) -> Address:
        file = self.described(text) if self.parts(text.file) else None
        own = self.values_of(text, file, self.shown_date(text, file)) if file else {}
        return Address({**super().address(text).values, **own})

    def expanded(self, pattern: str, text: SiteText, file: HugoFile) -> str:
        date = self.shown_date(text, file)
        values = self.values_of(text, file, date)
        path, lacking = hugo_permalinks.expand_attributes(pattern, values, file.sections, date)
        for attribute in lacking:
            self.note("placeholder-without-value", f":{attribute}")
        return path

    def values_of(self, text: SiteText, file: HugoFile, date: datetime | None) -> dict[str, str]:
        slug = self.sanitized(self.slug(text, file))
        title, name = self.sanitized(text.title), self.sanitized(file.base)
        return {
            **(hugo_permalinks.hugo_dates(date) if date else {}),
            "section": file.section,
            "sections": "/".join(file.sections),
            "title": title,
            "slug": slug or title,
            **dict.fromkeys(("filename", "contentbasename"), name),
            **dict.fromkeys(("slugorfilename", "slugorcontentbasename"), slug or name),
        }

    def slug(self, text: SiteText, file: HugoFile) -> str:
        """Return the stated slug, or that of a dated file name where the site reads those."""
        dated = DATED_NAME.fullmatch(file.base) if ":filename" in self.config.date_keys() else None
        return scalar_text(text.head.get("slug")) or (dated[2] if dated else "")

    def shown_date(self, text: SiteText, file: HugoFile) -> datetime | None:
        for key in self.config.date_keys():
            dated = DATED_NAME.fullmatch(file.base) if key == ":filename" else None
            if found := written_datetime(dated[1] if dated else text.head.get(key)):
                return found
        return text.date

    def alias_paths(self, text: SiteText) -> Iterator[str]:
        """Aliases are below the folder of the language; without a slash they are beside the text.

        Each is a folder with an index.html, unless it ends in .html.
        """
        if not self.parts(text.file):
            return
        file = self.described(text)
        prefix = self.prefix(file.language)
        beside = posixpath.dirname(self.canonical_path(text, file).rstrip("/"))
        for alias in scalar_texts(text.head.get("aliases")):
            if not alias.startswith("/"):
                yield from self.alias_files(posixpath.normpath(f"{beside}/{alias}"), file)
                continue
            yield from self.alias_files(joined_path(prefix, alias), file)
            if prefix and alias.startswith(f"{prefix}/"):
                yield from self.alias_files(alias, file)

    def alias_files(self, path: str, file: HugoFile) -> Iterator[str]:
        """Newer versions of Hugo end aliases as other paths, older ones with a slash."""
        if path.endswith(".html"):
            yield path
            return
        if self.config.is_ugly(file.section):
            yield f"{path.rstrip('/')}.html"
        yield f"{path.rstrip('/')}/"

    # Lists

    def old_topic_path(self, name: str) -> str | None:
        return self.term_path(self.topics, name, self.config.default_language)

    def old_tag_path(self, name: str) -> str | None:
        return self.term_path(self.tags, name, self.config.default_language)

    def old_series_path(self, name: str) -> str | None:
        """Series are a taxonomy that a site has to state."""
        series = self.config.taxonomy("series", "")
        return self.term_path(series, name, self.config.default_language)

    @cached_property
    def topics(self) -> str:
        return self.config.taxonomy("category", "categories")

    @cached_property
    def tags(self) -> str:
        return self.config.taxonomy("tag", "tags")

    def term_path(self, taxonomy: str, name: str, language: str) -> str | None:
        if not taxonomy:
            return None
        slug = self.sanitized(name)
        pattern = self.config.patterns("term").get(taxonomy.lower(), "")
        values = dict.fromkeys(("title", "slug", "contentbasename", "filename"), slug)
        path = hugo_permalinks.expand_attributes(pattern, values, (), None)[0] if pattern else ""
        path = self.cleaned(path or f"{taxonomy}/{slug}")
        ended = f"{path}.html" if self.config.is_ugly(taxonomy) else f"{path}/"
        return self.with_base(joined_path(self.prefix(language), ended))

    def lists_of(self, text: SiteText) -> Iterator[tuple[str | None, str, str]]:
        if not self.parts(text.file):
            return
        language = self.described(text).language
        for number, name in enumerate(written_names(text.head, self.topics.lower())):
            path = self.term_path(self.topics, name, language)
            yield path, "tag" if number else "topic", name
        for name in written_names(text.head, self.tags.lower()):
            yield self.term_path(self.tags, name, language), "tag", name

    # Languages

    def language_and_key(self, text: SiteText) -> tuple[str | None, str | None]:
        if not self.parts(text.file):
            return None, None
        file = self.described(text)
        key = "/".join((*file.folders, file.base))
        if len(self.languages) == 1:
            return None, key
        return written_language(file.language), key
