"""A site of MkDocs or Zensical, with the plugins for blogs, languages and redirects."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from transfer.sites.settings_site import SettingsSite
from transfer.sites.site_values import NoArticle, SiteText
from transfer.sites.written_languages import written_language
from transfer.sites.written_values import (
    mapping_of,
    scalar_text,
    written_datetime,
    written_flag,
    written_names,
)

FIELD = re.compile(r"\{(\w+)\}")
# Patterns of Babel's dates
DATE_FIELD = re.compile(r"y+|M+|d+")
INDEX = frozenset({"index", "readme"})


class MkDocsProject(SettingsSite):
    """`settings` is mkdocs.yml, or the project in zensical.toml."""

    system: ClassVar[str] = "mkdocs"
    address_key: ClassVar[str] = "site_url"

    @cached_property
    def content(self) -> Path:
        return self.root / (scalar_text(self.settings.get("docs_dir")) or "docs")

    @cached_property
    def plugins(self) -> dict[str, dict[str, Any]]:
        """Return the options of the plugins by name: - search, - blog: {…}."""
        stated = self.settings.get("plugins")
        if isinstance(stated, dict):
            return {plain_plugin(name): mapping_of(each) for name, each in stated.items()}
        found = dict[str, dict[str, Any]]()
        for plugin in stated if isinstance(stated, list) else ():
            for name, each in (plugin if isinstance(plugin, dict) else {plugin: {}}).items():
                found[plain_plugin(str(name))] = mapping_of(each)
        return found

    def file_roots(self) -> tuple[Path, ...]:
        return (self.content, self.content / "assets", self.root)

    # Articles

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        parts = self.parts(text.file)
        if not parts:
            return self.outside_content(text)
        return self.excluded_by_name(text)

    # Addresses

    def own_paths(self, text: SiteText) -> Iterable[str]:
        parts = self.parts(text.file)
        if not parts:
            return []
        language, path = self.split_language("/".join(parts))
        prefix = "" if language in ("", self.default_language) else f"/{language}"
        return [f"{prefix}{self.page_path(path)}"]

    def page_path(self, path: str) -> str:
        """a/b.md is /a/b/; a/index.md and a/README.md are /a/."""
        folder, _slash, name = path.rpartition("/")
        stem = name.rpartition(".")[0] or name
        top = f"/{folder}/" if folder else "/"
        if stem.casefold() in INDEX:
            return top
        return f"{top}{stem}/" if self.has_directory_urls else f"{top}{stem}.html"

    @cached_property
    def has_directory_urls(self) -> bool:
        return written_flag(self.settings.get("use_directory_urls")) is not False

    def alias_paths(self, text: SiteText) -> Iterator[str]:
        """Return the addresses of mkdocs-redirects for this file."""
        maps = mapping_of(self.plugins.get("redirects", {}).get("redirect_maps"))
        own = "/".join(self.parts(text.file))
        for old, new in maps.items():
            if scalar_text(new).partition("#")[0] == own:
                yield self.page_path(old)

    # Languages

    @cached_property
    def translations(self) -> dict[str, Any]:
        return self.plugins.get("i18n", {})

    @cached_property
    def locales(self) -> list[dict[str, Any]]:
        stated = self.translations.get("languages")
        if isinstance(stated, list):
            return [mapping_of(each) for each in stated]
        codes = mapping_of(stated)
        return [{"locale": code} for code in codes]

    @cached_property
    def default_language(self) -> str:
        stated = [each for each in self.locales if written_flag(each.get("default"))]
        first = scalar_text(mapping_of(next(iter(stated), {})).get("locale"))
        return first or scalar_text(self.translations.get("default_language"))

    def split_language(self, path: str) -> tuple[str, str]:
        """Return the language of mkdocs-static-i18n, and the path without it."""
        codes = [scalar_text(each.get("locale")) for each in self.locales]
        first, _slash, rest = path.partition("/")
        if scalar_text(self.translations.get("docs_structure")) == "folder":
            return (first, rest) if first in codes and rest else ("", path)
        stem, _dot, ending = path.rpartition(".")
        base, dot, last = stem.rpartition(".")
        return (last, f"{base}.{ending}") if dot and last in codes else ("", path)

    def language_and_key(self, text: SiteText) -> tuple[str | None, str | None]:
        parts = self.parts(text.file)
        if not self.locales or not parts:
            return super().language_and_key(text)
        language, path = self.split_language("/".join(parts))
        return written_language(language or self.default_language), path


class MkDocsMaterial(MkDocsProject):
    """A site with the blog of Material for MkDocs."""

    system: ClassVar[str] = "mkdocs-material"

    @cached_property
    def blog(self) -> dict[str, Any]:
        return self.plugins.get("blog", {})

    def option(self, name: str, default: str) -> str:
        return scalar_text(self.blog.get(name)) or default

    @cached_property
    def blog_folder(self) -> str:
        return posixpath.normpath(self.option("blog_dir", "blog")).lstrip(".")

    @cached_property
    def posts(self) -> Path:
        stated = self.option("post_dir", "{blog}/posts").replace("{blog}", self.blog_folder)
        return self.content / stated.strip("/")

    def is_post(self, text: SiteText) -> bool:
        return text.file.is_relative_to(self.posts)

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        is_blog = text.file.parent == self.content / self.blog_folder
        if is_blog and text.file.stem == "index":
            return "list-page"
        return super().not_an_article(text)

    def is_page(self, text: SiteText) -> bool:
        return super().is_page(text) or (not self.is_post(text) and len(self.parts(text.file)) == 1)

    def own_paths(self, text: SiteText) -> Iterable[str]:
        if not self.is_post(text):
            return super().own_paths(text)
        date = created_date(text.head.get("date")) or text.date
        pattern = self.option("post_url_format", "{date}/{slug}")
        if date is None and "{date}" in pattern:
            return []
        form = self.option("post_url_date_format", "yyyy/MM/dd")
        slug = scalar_text(text.head.get("slug"))
        values = {
            "date": babel_date(form, date) if date else "",
            "slug": slug or material_slug(text.title, self.option("post_slugify_separator", "-")),
            "file": text.file.stem,
            "categories": "/".join(self.category_slugs(text)),
        }
        path = FIELD.sub(lambda match: values.get(match[1], ""), pattern).strip("/")
        return [self.page_path(posixpath.normpath(f"{self.blog_folder}/{path}.md").lstrip("/"))]

    def category_slugs(self, text: SiteText) -> list[str]:
        most = self.option("post_url_max_categories", "1")
        names = written_names(text.head, "categories")[: int(most) if most.isdecimal() else 1]
        return [self.category_slug(name) for name in names]

    def category_slug(self, name: str) -> str:
        return material_slug(name, self.option("categories_slugify_separator", "-"))

    def old_topic_path(self, name: str) -> str | None:
        if written_flag(self.blog.get("categories")) is False:
            return None
        form = self.option("categories_url_format", "category/{slug}")
        path = form.replace("{slug}", self.category_slug(name)).strip("/")
        page = posixpath.normpath(f"{self.blog_folder}/{path}.md").lstrip("/")
        return self.with_base(self.page_path(page))


def plain_plugin(name: str) -> str:
    """material/blog is blog."""
    return name.rpartition("/")[2]


def created_date(value: Any) -> datetime | None:
    """Return a `date`, or its `created`."""
    return written_datetime(mapping_of(value).get("created") if isinstance(value, dict) else value)


def babel_date(form: str, date: datetime) -> str:
    texts = {
        "yyyy": f"{date:%Y}",
        "yy": f"{date:%y}",
        "y": str(date.year),
        "MM": f"{date:%m}",
        "M": str(date.month),
        "dd": f"{date:%d}",
        "d": str(date.day),
    }
    return DATE_FIELD.sub(lambda match: texts.get(match[0], match[0]), form)


def material_slug(text: str, separator: str) -> str:
    """As pymdownx.slugs.slugify(case="lower")."""
    plain = re.sub(r"</?[^>]*>", "", unicodedata.normalize("NFC", text)).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", separator)
