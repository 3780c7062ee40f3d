"""A site of Jekyll."""

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from transfer.sites import template_comments, written_languages
from transfer.sites.address_pattern import Address
from transfer.sites.jekyll import jekyll_includes, jekyll_links, jekyll_permalinks
from transfer.sites.jekyll.jekyll_slugs import jekyll_slug
from transfer.sites.settings_site import SettingsSite
from transfer.sites.site_values import NoArticle, SiteText
from transfer.sites.time_zones import named_zone
from transfer.sites.written_values import mapping_of, scalar_text, scalar_texts

POSTS, DRAFTS = "_posts", "_drafts"
# Collections that themes use for pages
OF_PAGES = frozenset({"tabs", "pages"})


class JekyllSite(SettingsSite):
    """`settings` is _config.yml. {} stands for Jekyll's defaults."""

    system: ClassVar[str] = "jekyll"
    address_key: ClassVar[str] = "url"

    def configure(self) -> None:
        super().configure()
        self.base = "/" + scalar_text(self.settings.get("baseurl")).strip("/")
        zone = scalar_text(self.settings.get("timezone"))
        self.zone = named_zone(zone) if zone else None

    @cached_property
    def content(self) -> Path:
        return self.root / (scalar_text(self.settings.get("source")) or ".")

    @cached_property
    def style(self) -> str:
        return scalar_text(self.settings.get("permalink")) or "date"

    @cached_property
    def collections(self) -> dict[str, dict[str, Any]]:
        stated = self.settings.get("collections")
        if isinstance(stated, list):
            return {name: {} for name in scalar_texts(stated)}
        return {name: mapping_of(options) for name, options in mapping_of(stated).items()}

    # Files

    def file_roots(self) -> tuple[Path, ...]:
        return (self.content, self.content / "assets")

    def plain_text(self, text: str) -> str:
        whole = jekyll_includes.with_includes(text, self.root)
        commented = template_comments.as_html_comments(whole, template_comments.JEKYLL)
        return jekyll_links.plain_links(commented, self.content)

    def default_values(self, text: SiteText) -> Mapping[str, Any]:
        """`share` is about the buttons of themes there."""
        return {key: value for key, value in self.defaults(text).items() if key != "share"}

    def parts(self, file: Path) -> tuple[str, ...]:
        """Folders and name, without the folder of all collections."""
        parts = super().parts(file)
        container = scalar_text(self.settings.get("collections_dir"))
        return parts[1:] if container and parts[:1] == (container,) else parts

    def is_post(self, text: SiteText) -> bool:
        return bool({POSTS, DRAFTS} & {*self.parts(text.file)[:-1]})

    def collection(self, text: SiteText) -> str:
        """Return the name of the collection of a file, “” for posts and pages."""
        first = self.parts(text.file)[:1]
        name = first[0].removeprefix("_") if first and first[0].startswith("_") else ""
        return name if name in self.collections and name != "posts" else ""

    # Articles

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        parts = self.parts(text.file)
        if self.is_post(text):
            code = self.excluded_by_name(text) or self.excluded_by_layout(text.head)
            return None if code == "list-page" else code
        if self.is_excluded(parts):
            return "outside-content"
        if parts and parts[0].startswith("_") and not self.collection(text):
            return None if parts[0] in scalar_texts(self.settings.get("include")) else "fragment"
        if text.file.stem.casefold() == "readme" and not text.head:
            return "readme"
        return super().not_an_article(text)

    def is_excluded(self, parts: tuple[str, ...]) -> bool:
        path = "/".join(parts)
        patterns = [each.strip("/") for each in scalar_texts(self.settings.get("exclude"))]
        below = any(path == each or path.startswith(f"{each}/") for each in patterns)
        return below or any(fnmatch(path, each) for each in patterns) or parts[:1] == ("vendor",)

    def is_page(self, text: SiteText) -> bool:
        if self.is_post(text) or not self.parts(text.file):
            return False
        collection = self.collection(text)
        return collection in OF_PAGES if collection else self.has_posts

    @cached_property
    def has_posts(self) -> bool:
        """Whether there are posts or collections. Else the pages are the articles."""
        folders = (self.content / POSTS, *self.content.glob(f"*/{POSTS}"))
        return bool(self.collections) or any(folder.is_dir() for folder in folders)

    # Addresses

    def own_paths(self, text: SiteText) -> Iterator[str]:
        if DRAFTS in self.parts(text.file):
            return
        for path in self.paths_of_text(text):
            yield path
            if not path.endswith(("/", ".html")):
                yield f"{path}.html"

    def paths_of_text(self, text: SiteText) -> Iterator[str]:
        for path in self.paths_of_kind(text):
            prefix = self.language_prefix(text)
            yield f"{prefix}{path}" if prefix else path

    def paths_of_kind(self, text: SiteText) -> Iterable[str]:
        if self.is_post(text):
            style = jekyll_permalinks.STYLES.get(self.style, self.style)
            template = scalar_text(self.collections.get("posts", {}).get("permalink")) or style
            return self.document_paths(text, template)
        if collection := self.collection(text):
            suffix = jekyll_permalinks.suffix_of_style(self.style)
            stated = scalar_text(self.collections[collection].get("permalink"))
            return self.document_paths(text, stated or f"/:collection/:path{suffix}")
        return self.page_paths(text)

    def address(self, text: SiteText) -> Address:
        own = self.named_values(text)
        dates = jekyll_permalinks.shown_dates(text.head, text.file.stem, text.date, self.zone)
        for date in list(dates)[:1]:
            own |= jekyll_permalinks.date_placeholders(date)
        return Address({**super().address(text).values, **own})

    def document_paths(self, text: SiteText, template: str) -> Iterator[str]:
        template = scalar_text(self.value(text, "permalink")) or template
        named = self.named_values(text)
        dates = jekyll_permalinks.shown_dates(text.head, text.file.stem, text.date, self.zone)
        for date in dates:
            values = {**named, **jekyll_permalinks.date_placeholders(date)}
            yield self.expanded(template, values)
        if text.date is None and not self.is_post(text):
            yield self.expanded(template, named)

    def expanded(self, template: str, values: dict[str, str]) -> str:
        path, unknown = jekyll_permalinks.expand_template(template, values)
        for name in unknown:
            self.note("placeholder-unknown", f":{name}")
        return path

    def named_values(self, text: SiteText) -> dict[str, str]:
        parts = self.parts(text.file)
        special = next((n for n, name in enumerate(parts) if name in (POSTS, DRAFTS)), 0)
        categories = jekyll_permalinks.written_categories(
            {**self.defaults(text), **text.head}, parts[:special] if self.is_post(text) else ()
        )
        stem = text.file.stem
        return {
            **jekyll_permalinks.name_placeholders(text.head, stem),
            **jekyll_permalinks.category_placeholders(categories),
            "collection": self.collection(text) or "posts",
            "path": "/".join(("", *parts[special + 1 : -1], stem)),
        }

    def page_paths(self, text: SiteText) -> Iterable[str]:
        parts = self.parts(text.file)
        if not parts:
            return []
        folder, stem = "/".join(parts[:-1]), text.file.stem.rstrip(".")
        suffix = "/" if stem == "index" else f"/:basename{self.page_suffix}"
        template = scalar_text(self.value(text, "permalink")) or f"/:path{suffix}"
        values = {"path": folder, "basename": stem, "output_ext": ".html"}
        return [self.expanded(template, values)]

    @cached_property
    def page_suffix(self) -> str:
        return jekyll_permalinks.suffix_of_style(self.style)

    def value(self, text: SiteText, name: str) -> Any:
        stated = text.head.get(name)
        return stated if scalar_text(stated) else self.defaults(text).get(name)

    def defaults(self, text: SiteText) -> dict[str, Any]:
        """Return the front matter defaults of the configuration; longer paths override."""
        kind = "posts" if self.is_post(text) else self.collection(text) or "pages"
        sets = [mapping_of(each) for each in self.settings.get("defaults") or () if each]
        fitting = [each for each in sets if self.applies(mapping_of(each.get("scope")), text, kind)]
        values = dict[str, Any]()
        for each in sorted(fitting, key=lambda found: len(scope_path(found))):
            values |= mapping_of(each.get("values"))
        return values

    def applies(self, scope: dict[str, Any], text: SiteText, kind: str) -> bool:
        path = scalar_text(scope.get("path")).strip("/")
        own = "/".join(self.parts(text.file))
        of_path = not path or own.startswith(path) or ("*" in path and fnmatch(own, f"{path}*"))
        stated = scalar_text(scope.get("type"))
        return of_path and stated in ("", kind, kind.removesuffix("s"))

    def language_prefix(self, text: SiteText) -> str:
        """Return the folder that jekyll-polyglot adds for a language other than the default."""
        languages = scalar_texts(self.settings.get("languages"))
        default = scalar_text(self.settings.get("default_lang"))
        stated = scalar_text(text.head.get("lang"))
        return f"/{stated}" if stated in languages and default and stated != default else ""

    # Lists

    def old_topic_path(self, name: str) -> str | None:
        return self.archive_path("categories", "category", name)

    def old_tag_path(self, name: str) -> str | None:
        return self.archive_path("tags", "tag", name)

    def archive_path(self, kind: str, key: str, name: str) -> str | None:
        """Return the path of jekyll-archives. Jekyll itself makes no such lists."""
        stated = mapping_of(self.settings.get("jekyll-archives"))
        enabled = stated.get("enabled")
        if kind not in scalar_texts(enabled) and scalar_text(enabled) not in ("true", "all"):
            return None
        template = scalar_text(mapping_of(stated.get("permalinks")).get(key)) or f"/{key}/:name/"
        slug = jekyll_slug(name, scalar_text(stated.get("slug_mode")) or "default")
        return self.with_base(template.replace(":name", slug))

    # Languages

    def language_and_key(self, text: SiteText) -> tuple[str | None, str | None]:
        parts = self.parts(text.file)
        if parts[:1] != (POSTS,):
            return super().language_and_key(text)
        return written_languages.of_parts(parts[1:], self.languages_of_posts)

    @cached_property
    def languages_of_posts(self) -> dict[str, str]:
        return written_languages.language_folders(self.content / POSTS)


def scope_path(default: dict[str, Any]) -> str:
    return scalar_text(mapping_of(default.get("scope")).get("path")).strip("/")
