"""A site of Docusaurus 2 and 3: blogs, documentation and pages, in several languages."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from transfer.sites.javascript.script_site import ScriptSite
from transfer.sites.site import joined_path
from transfer.sites.site_values import NoArticle, SiteText
from transfer.sites.written_languages import written_language
from transfer.sites.written_values import mapping_of, scalar_text, scalar_texts, written_names

DATED_NAME = re.compile(
    r"(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?\.mdx?"
)
INDEX_ENDING = re.compile(r"(?:/index)?\.mdx?$")
NUMBERED = re.compile(r"\d+\s*[-_.]+\s*([^-_.\s].*)")
NOT_NUMBERED = re.compile(r"\d+[-_.]\d+")
KEBAB = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")
BLOG, DOCS, PAGES = "blog", "docs", "pages"


@dataclass(frozen=True, slots=True)
class DocusaurusContent:
    """One instance of a content plugin: its folder in the site, and its place in addresses."""

    kind: str
    name: str
    path: str
    route: str

    @property
    def translated_folder(self) -> str:
        """The folder below i18n/zh-Hans."""
        own = "" if self.name == "default" else f"-{self.name}"
        current = "/current" if self.kind == DOCS else ""
        return f"docusaurus-plugin-content-{self.kind}{own}{current}"


@dataclass(frozen=True, slots=True)
class DocusaurusFile:
    """`path` is that below the folder of `content`, `locale` is “” for the default one."""

    content: DocusaurusContent
    path: str
    locale: str


class DocusaurusSite(ScriptSite):
    system: ClassVar[str] = "docusaurus"

    def configure(self) -> None:
        self.use_address(self.literal("url"))
        self.base = self.literal("baseUrl").rstrip("/")

    def file_roots(self) -> tuple[Path, ...]:
        static = scalar_texts(self.settings.get("staticDirectories")) or ("static",)
        return tuple(self.root / name for name in (*static, ".", *self.content_paths))

    @cached_property
    def content_paths(self) -> tuple[str, ...]:
        return tuple(each.path for each in self.contents)

    @cached_property
    def contents(self) -> list[DocusaurusContent]:
        """Return the instances of the presets and plugins, those of deeper folders first."""
        found = [*self.of_presets(), *self.of_plugins()]
        if not found:
            found = [content_of(kind, {}) for kind in (BLOG, DOCS, PAGES)]
        return sorted(found, key=lambda each: -len(each.path))

    def of_presets(self) -> Iterator[DocusaurusContent]:
        for _name, options in named_options(self.settings.get("presets")):
            for kind in (BLOG, DOCS, PAGES):
                if options.get(kind) is not False:
                    yield content_of(kind, mapping_of(options.get(kind)))

    def of_plugins(self) -> Iterator[DocusaurusContent]:
        for name, options in named_options(self.settings.get("plugins")):
            if match := re.search(r"content-(blog|docs|pages)", name):
                yield content_of(match[1], options)

    @cached_property
    def default_locale(self) -> str:
        stated = mapping_of(self.settings.get("i18n"))
        return scalar_text(stated.get("defaultLocale")) or "en"

    def content_folders(self) -> tuple[Path, ...]:
        return tuple(self.root / path for path in (*self.content_paths, "i18n", "versioned_docs"))

    def described(self, text: SiteText) -> DocusaurusFile | None:
        """Return what the place of a file says, None for files outside all content."""
        if not text.file.is_relative_to(self.root):
            return None
        path = text.file.relative_to(self.root).as_posix()
        translated = re.match(r"i18n/([^/]+)/(.+)", path)
        locale, below = (translated[1], translated[2]) if translated else ("", path)
        for content in self.contents:
            folder = content.translated_folder if translated else content.path
            if below.startswith(f"{folder}/"):
                is_default = locale == self.default_locale
                own = below.removeprefix(f"{folder}/")
                return DocusaurusFile(content, own, "" if is_default else locale)
        return None

    # Articles

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        file = self.described(text)
        if file is None:
            path = "/".join(self.parts_of_import(text.file))
            if "versioned_docs" in path:
                return "old-version"
            return self.outside_content(text)
        if any(part.startswith("_") for part in file.path.split("/")):
            return "fragment"
        return self.excluded_by_name(text)

    def is_page(self, text: SiteText) -> bool:
        file = self.described(text)
        return file is not None and file.content.kind == PAGES

    # Addresses

    def own_paths(self, text: SiteText) -> Iterator[str]:
        file = self.described(text)
        if file is None:
            return
        slugs = {BLOG: self.blog_slugs, DOCS: self.docs_slugs, PAGES: self.page_slugs}
        for slug in slugs[file.content.kind](text, file.path):
            path = joined_path(joined_path(f"/{file.locale}", file.content.route), slug)
            yield from self.ended(re.sub("/{2,}", "/", path))

    def ended(self, path: str) -> tuple[str, ...]:
        """Return the path as `trailingSlash` says. By default servers know both."""
        stated, plain = self.settings.get("trailingSlash"), path.rstrip("/") or "/"
        if stated is True or plain == "/":
            return (plain.rstrip("/") + "/",)
        if stated is False:
            return (plain, f"{plain}.html")
        return (path, plain if path.endswith("/") else f"{plain}/")

    def blog_slugs(self, text: SiteText, path: str) -> Iterator[str]:
        """Newer versions write the date before the folder, older ones after it."""
        if stated := scalar_text(text.head.get("slug")):
            yield stated
            return
        dated = DATED_NAME.fullmatch(path)
        if dated is None:
            yield INDEX_ENDING.sub("", path)
            return
        date = dated["date"].replace("-", "/")
        yield f"/{date}/{dated['folder']}{dated['text']}"
        if dated["folder"]:
            yield f"/{dated['folder']}{date}/{dated['text']}"

    def docs_slugs(self, text: SiteText, path: str) -> Iterator[str]:
        *folders, name = path.split("/")
        stem = name.rpartition(".")[0]
        plain = [without_number(each) for each in folders]
        stated = scalar_text(text.head.get("slug"))
        indexes = ("index", "readme", *(each.lower() for each in folders[-1:]))
        if not stated and stem.lower() in indexes:
            yield "/".join(("", *plain, ""))
            return
        own = stated or scalar_text(text.head.get("id")) or without_number(stem)
        yield posixpath.normpath("/".join(("", *plain, own))) if own[0] != "/" else own

    def page_slugs(self, text: SiteText, path: str) -> Iterator[str]:
        slug = re.sub(r"(?:^|/)index$", "/", path.rpartition(".")[0])
        yield slug if slug.startswith("/") else f"/{slug}"

    def alias_paths(self, text: SiteText) -> Iterable[str]:
        """Return the addresses that plugin-client-redirects leads here."""
        own = {self.with_base(path).rstrip("/") for path in self.own_paths(text)}
        for name, options in named_options(self.settings.get("plugins")):
            if "client-redirects" in name:
                for rule in options.get("redirects") or ():
                    target = scalar_text(mapping_of(rule).get("to"))
                    if self.with_base(target).rstrip("/") in own:
                        yield from scalar_texts(rule.get("from"))

    # Lists

    def lists_of(self, text: SiteText) -> Iterator[tuple[str | None, str, str]]:
        file = self.described(text)
        if file is None or file.content.kind == PAGES:
            return
        for name in written_names(text.head, "tags"):
            path = f"/{file.locale}/{file.content.route}/tags/{kebab_case(name)}"
            for ended in self.ended(re.sub("/{2,}", "/", path)):
                yield self.with_base(ended), "tag", name

    def old_tag_path(self, name: str) -> str | None:
        """Return the path in the blog, that of the documentation if there is none."""
        kinds = {each.kind: each.route for each in self.contents}
        route = kinds.get(BLOG, kinds.get(DOCS))
        if route is None:
            return None
        return self.with_base(self.ended(joined_path(route, f"tags/{kebab_case(name)}"))[0])

    # Languages

    def language_and_key(self, text: SiteText) -> tuple[str | None, str | None]:
        file = self.described(text)
        if file is None:
            return None, None
        language = written_language(file.locale or self.default_locale)
        return language, f"{file.content.kind}/{file.content.name}/{file.path}"


def content_of(kind: str, options: dict[str, Any]) -> DocusaurusContent:
    paths = {BLOG: "blog", DOCS: "docs", PAGES: "src/pages"}
    route = options.get("routeBasePath", "/" if kind == PAGES else kind)
    return DocusaurusContent(
        kind=kind,
        name=scalar_text(options.get("id")) or "default",
        path=posixpath.normpath(scalar_text(options.get("path")) or paths[kind]),
        route=f"/{scalar_text(route).strip('/')}",
    )


def named_options(plugins: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the names and options of presets or plugins: ['classic', {…}]."""
    for plugin in plugins if isinstance(plugins, list) else ():
        name, *options = plugin if isinstance(plugin, list) else [plugin]
        yield scalar_text(name), mapping_of(options[0]) if options else {}


def without_number(name: str) -> str:
    """01-intro is intro; 2024-01-intro and 7.0-notes stay."""
    match = None if NOT_NUMBERED.match(name) else NUMBERED.fullmatch(name)
    return match[1] if match else name


def kebab_case(text: str) -> str:
    """As lodash's kebabCase, for letters of any script."""
    return "-".join(word.lower() for word in KEBAB.findall(text.replace("'", "")))
