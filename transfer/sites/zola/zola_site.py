"""A site of Zola."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from rendering.markdown_source.source_links import SourceLink, rewrite_links
from transfer.sites.latin_slugs import in_latin_letters
from transfer.sites.settings_site import SettingsSite
from transfer.sites.site import joined_path
from transfer.sites.site_values import NoArticle, SiteText
from transfer.sites.written_languages import written_language
from transfer.sites.written_values import (
    mapping_of,
    scalar_text,
    scalar_texts,
    written_datetime,
)

DATED_NAME = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?\s?[_-](.+)")
DATED_PATH = re.compile(r"/?\d{4}/\d{1,2}/\d{1,2}/")
UNSAFE = re.compile(r"[<>:\"/|?*#\r\n\t`.()\[\]\\]")


class ZolaSite(SettingsSite):
    """`settings` is config.toml or zola.toml."""

    system: ClassVar[str] = "zola"
    address_key: ClassVar[str] = "base_url"

    @cached_property
    def content(self) -> Path:
        return self.root / "content"

    @cached_property
    def languages(self) -> frozenset[str]:
        return frozenset(mapping_of(self.settings.get("languages")))

    def file_roots(self) -> tuple[Path, ...]:
        return (self.root / "static", self.content, self.root)

    # Articles

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        parts = self.parts(text.file)
        if not parts:
            return self.outside_content(text)
        patterns = scalar_texts(self.settings.get("ignored_content"))
        if any(fnmatch(str(text.file), pattern) for pattern in patterns):
            return "ignored"
        if self.split_name(parts[-1])[0] == "_index":
            return "section-index"
        if scalar_text(text.head.get("render")) == "false":
            return "not-written"
        return self.excluded_by_name(text)

    def is_page(self, text: SiteText) -> bool:
        """A page is outside the sections and has no date, neither of its own nor in its path."""
        dated = written_datetime(text.head.get("date")) or DATED_PATH.match(
            scalar_text(text.head.get("path"))
        )
        return not self.folders(text) and not dated

    def plain_text(self, text: str) -> str:
        """Links to files of the content begin with @/ there."""
        return rewrite_links(text, path_in_content) if "@/" in text else text

    # Addresses

    def own_paths(self, text: SiteText) -> Iterator[str]:
        parts = self.parts(text.file)
        if not parts:
            return
        if stated := scalar_text(text.head.get("path")):
            path = stated
        else:
            path = "/".join((*map(self.slugified, self.folders(text)), self.slug(text)))
        language = self.split_name(parts[-1])[1]
        yield joined_path(f"/{language}" if language else "", f"{path.strip('/')}/")

    def folders(self, text: SiteText) -> tuple[str, ...]:
        """Return the folders without that of a bundle: blog/post/index.md is in blog."""
        *folders, name = self.parts(text.file) or ("",)
        is_bundle = self.split_name(name)[0] == "index" and folders
        return tuple(folders[:-1] if is_bundle else folders)

    def slug(self, text: SiteText) -> str:
        """Return the slug of the front matter, or of the name without its date."""
        *folders, name = self.parts(text.file)
        stem = self.split_name(name)[0]
        own = folders[-1] if stem == "index" and folders else stem
        dated = DATED_NAME.fullmatch(own)
        return self.slugified(scalar_text(text.head.get("slug")) or (dated[1] if dated else own))

    def split_name(self, name: str) -> tuple[str, str]:
        """post.fr.md is post in fr, where the site has that language."""
        stem = name.rpartition(".")[0]
        base, dot, last = stem.rpartition(".")
        return (base, last) if dot and last in self.languages else (stem, "")

    def slugified(self, text: str, kind: str = "paths") -> str:
        mode = scalar_text(mapping_of(self.settings.get("slugify")).get(kind)) or "on"
        if mode == "off":
            return text
        if mode == "safe":
            return re.sub(r"\s", "_", UNSAFE.sub("", text.strip()))
        return re.sub(r"[^a-z0-9]+", "-", in_latin_letters(text).lower()).strip("-")

    def alias_paths(self, text: SiteText) -> Iterator[str]:
        for alias in scalar_texts(text.head.get("aliases")):
            yield alias if alias.endswith((".html", "/")) else f"{alias}/"

    # Lists

    @cached_property
    def taxonomies(self) -> frozenset[str]:
        stated = self.settings.get("taxonomies")
        rules = [mapping_of(each) for each in stated] if isinstance(stated, list) else []
        return frozenset(scalar_text(rule.get("name")) for rule in rules)

    def old_topic_path(self, name: str) -> str | None:
        return self.term_path("categories", name, "")

    def old_tag_path(self, name: str) -> str | None:
        return self.term_path("tags", name, "")

    def old_series_path(self, name: str) -> str | None:
        return self.term_path("series", name, "")

    def term_path(self, taxonomy: str, name: str, language: str) -> str | None:
        if taxonomy not in self.taxonomies:
            return None
        slug = self.slugified(name, "taxonomies")
        prefix = f"/{language}" if language else ""
        return self.with_base(joined_path(prefix, f"{taxonomy}/{slug}/"))

    def lists_of(self, text: SiteText) -> Iterator[tuple[str | None, str, str]]:
        stated = mapping_of(text.head.get("taxonomies"))
        language = self.split_name(text.file.name)[1]
        topics = scalar_texts(stated.get("categories"))
        for number, name in enumerate(topics):
            yield self.term_path("categories", name, language), "tag" if number else "topic", name
        for name in scalar_texts(stated.get("tags")):
            yield self.term_path("tags", name, language), "tag", name
        for name in scalar_texts(stated.get("series"))[:1]:
            yield self.old_series_path(name), "series", name

    # Languages

    def language_and_key(self, text: SiteText) -> tuple[str | None, str | None]:
        *folders, name = self.parts(text.file) or ("",)
        stem, language = self.split_name(name)
        stated = language or scalar_text(self.settings.get("default_language"))
        known = written_language(stated) if self.languages else None
        return known, "/".join((*folders, stem))


def path_in_content(link: SourceLink) -> str | None:
    return link.target.removeprefix("@") if link.target.startswith("@/") else None
