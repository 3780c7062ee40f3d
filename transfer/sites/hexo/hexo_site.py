"""A site of Hexo."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from transfer.sites import template_comments
from transfer.sites.address_pattern import Address
from transfer.sites.hexo import hexo_permalinks
from transfer.sites.hexo.hexo_slugs import abbreviated_link, hexo_slug
from transfer.sites.settings_site import SettingsSite
from transfer.sites.site_values import NoArticle, SiteText, Withheld
from transfer.sites.time_zones import named_zone
from transfer.sites.written_languages import written_language
from transfer.sites.written_values import (
    MOST,
    mapping_of,
    scalar_text,
    scalar_texts,
    written_flag,
    written_names,
)

POSTS, DRAFTS = "_posts", "_drafts"
DEFAULT_PERMALINK = ":year/:month/:day/:title/"


class HexoSite(SettingsSite):
    """`settings` is _config.yml. {} stands for Hexo's defaults."""

    system: ClassVar[str] = "hexo"
    address_key: ClassVar[str] = "url"

    def configure(self) -> None:
        super().configure()
        # Hexo links with `root`; the path of `url` should be the same.
        self.base = scalar_text(self.settings.get("root")).rstrip("/") or self.base
        self.zone = named_zone(scalar_text(self.settings.get("timezone")))

    def setting(self, name: str, default: str) -> str:
        return scalar_text(self.settings.get(name)) or default

    @cached_property
    def content(self) -> Path:
        return self.root / self.setting("source_dir", "source")

    @cached_property
    def permalink(self) -> str:
        return self.setting("permalink", DEFAULT_PERMALINK)

    @cached_property
    def pretty_urls(self) -> tuple[bool, bool]:
        """Whether links end with index.html, and with .html."""
        stated = mapping_of(self.settings.get("pretty_urls"))
        return (
            written_flag(stated.get("trailing_index")) is not False,
            written_flag(stated.get("trailing_html")) is not False,
        )

    # Files

    def file_roots(self) -> tuple[Path, ...]:
        themes = (self.root / "themes" / self.setting("theme", "landscape") / "source",)
        return (self.content, self.content / POSTS, *themes, self.root)

    def is_post(self, text: SiteText) -> bool:
        return self.parts(text.file)[:1] in ((POSTS,), (DRAFTS,))

    # Articles

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        parts = self.parts(text.file)
        if parts and parts[0] in (POSTS, DRAFTS):
            parts = parts[1:]
            code = self.excluded_by_name(text) or self.excluded_by_layout(text.head)
            # A post may have any layout of its theme: only those of other pages matter.
            return None if code == "list-page" else code
        if parts and any(name.startswith("_") for name in parts):
            return "fragment"
        return super().not_an_article(text) if parts else self.outside_content(text)

    def is_page(self, text: SiteText) -> bool:
        return bool(self.parts(text.file)) and not self.is_post(text)

    def withheld(self, text: SiteText) -> Withheld | None:
        """hexo-blog-encrypt encrypts texts with some tags."""
        tags = {name.casefold() for name in written_names(text.head, "tags", "tag")}
        return "encrypted-tag" if tags & self.encrypted_tags else None

    @cached_property
    def encrypted_tags(self) -> set[str]:
        stated = mapping_of(self.settings.get("encrypt")).get("tags")
        rows = map(mapping_of, stated if isinstance(stated, list) else [])
        return {name.casefold() for row in rows if (name := scalar_text(row.get("name")))}

    def plain_text(self, text: str) -> str:
        return template_comments.as_html_comments(text, template_comments.NUNJUCKS)

    # Addresses

    def own_paths(self, text: SiteText) -> Iterator[str]:
        paths = self.post_paths(text) if self.is_post(text) else self.page_paths(text)
        for path in paths:
            yield from self.linked_paths(path)

    def address(self, text: SiteText) -> Address:
        values = self.values_of(text) if self.is_post(text) else {}
        category = self.category_slugs(text)[0]
        return Address({**super().address(text).values, **(values or {}), "category": category})

    def linked_paths(self, path: str) -> tuple[str, ...]:
        """Return the path as links have it, and as servers know it too."""
        with_index, with_html = self.pretty_urls
        folder = path.removesuffix("index.html")
        if folder != path and folder[-1:] in ("", "/"):
            return (path, folder or "/") if with_index else (folder or "/",)
        if path.endswith(".html") and not with_html:
            return path.removesuffix(".html"), path
        return (path,)

    def page_paths(self, text: SiteText) -> Iterable[str]:
        parts = self.parts(text.file)
        if path := scalar_text(text.head.get("permalink")):
            path += "index" if path.endswith("/") else ""
            return [path if "." in path.rpartition("/")[2] else f"{path}.html"]
        return ["/".join((*parts[:-1], f"{text.file.stem}.html"))] if parts else []

    def post_paths(self, text: SiteText) -> Iterator[str]:
        stated = scalar_text(text.head.get("permalink"))
        if stated:
            yield self.with_asset_slash(stated)
            return
        values = self.values_of(text)
        if values is None:
            return
        for category in self.category_slugs(text):
            yield self.expanded(self.permalink, {**values, "category": category})

    def with_asset_slash(self, path: str) -> str:
        has_folder = written_flag(self.settings.get("post_asset_folder"))
        return f"{path}/" if has_folder and not path.endswith(("/", ".html")) else path

    def expanded(self, pattern: str, values: dict[str, str]) -> str:
        path, lacking = hexo_permalinks.expand_permalink(pattern, values)
        for name in lacking:
            self.note("placeholder-without-value", f":{name}")
        return self.with_asset_slash(path)

    def values_of(self, text: SiteText) -> dict[str, str] | None:
        """Return the values of placeholders, None for a post that lacks a date it needs."""
        named = self.named_values(text)
        date = hexo_permalinks.post_date(text.head, named, text.date, self.zone)
        if date is None and hexo_permalinks.needs_date(self.old_address or self.permalink):
            return None
        values = hexo_permalinks.post_values(text.head, named, text.title, date, self.zone)
        if ":abbrlink" in self.permalink and not values.get("abbrlink"):
            options = mapping_of(self.settings.get("abbrlink"))
            algorithm, base = (scalar_text(options.get(name)) for name in ("alg", "rep"))
            values["abbrlink"] = abbreviated_link(text.title, algorithm, base)
        return {**self.permalink_defaults, **{k: v for k, v in values.items() if v}}

    @cached_property
    def permalink_defaults(self) -> dict[str, str]:
        stated = mapping_of(self.settings.get("permalink_defaults"))
        return {key.lower(): scalar_text(value) for key, value in stated.items()}

    def named_values(self, text: SiteText) -> dict[str, str]:
        path = "/".join((*self.parts(text.file)[1:-1], text.file.stem))
        return hexo_permalinks.parse_post_name(self.setting("new_post_name", ":title.md"), path)

    def alias_paths(self, text: SiteText) -> Iterable[str]:
        """Return the paths of hexo-generator-alias."""
        return scalar_texts(text.head.get("alias") or text.head.get("aliases"))

    # Lists

    def category_slugs(self, text: SiteText) -> list[str]:
        """Return the slugs of :category. Hexo takes the last of several."""
        lines = category_lines(text)
        lowest = [line for line in lines if not any(is_above(line, other) for other in lines)]
        names = [self.category_slug(line) for line in reversed(lowest)]
        return names or [self.setting("default_category", "uncategorized")]

    def category_slug(self, names: tuple[str, ...]) -> str:
        return "/".join(self.mapped_slug("category_map", name) for name in names)

    def mapped_slug(self, setting: str, name: str) -> str:
        mapped = scalar_text(mapping_of(self.settings.get(setting)).get(name)) or name
        return hexo_slug(mapped, self.setting("filename_case", "0"))

    def old_topic_path(self, name: str) -> str:
        return self.topic_path((name,))

    def topic_path(self, names: tuple[str, ...]) -> str:
        folder = self.setting("category_dir", "categories").strip("/")
        return self.with_base(f"/{folder}/{self.category_slug(names)}/".replace("//", "/"))

    def old_tag_path(self, name: str) -> str:
        folder = self.setting("tag_dir", "tags").strip("/")
        return self.with_base(f"/{folder}/{self.mapped_slug('tag_map', name)}/")

    def lists_of(self, text: SiteText) -> Iterator[tuple[str | None, str, str]]:
        """A category below another has the path of both."""
        if self.is_post(text):
            for number, line in enumerate(category_lines(text)):
                yield self.topic_path(line), "tag" if number else "topic", line[-1]
            for name in written_names(text.head, "tags", "tag"):
                yield self.old_tag_path(name), "tag", name

    # Languages

    def language_and_key(self, text: SiteText) -> tuple[str | None, str | None]:
        """Of a name such as :lang/:title.md, else of folders."""
        named = self.named_values(text) if self.is_post(text) else {}
        if language := written_language(named.get("lang", "")):
            return language, named["title"]
        return super().language_and_key(text)


def category_lines(text: SiteText) -> list[tuple[str, ...]]:
    """Return each category with those above it: [A, B] are A, and B in A; [[A], [B]] are two."""
    value = text.head.get("categories") or text.head.get("category")
    items = value[:MOST] if isinstance(value, list) else [value]
    are_lines = any(isinstance(item, list) for item in items)
    lines = [scalar_texts(item) for item in items] if are_lines else [scalar_texts(items)]
    levels = (line[: n + 1] for line in lines for n in range(len(line)))
    return list(dict.fromkeys(levels))


def is_above(line: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(line) < len(other) and other[: len(line)] == line
