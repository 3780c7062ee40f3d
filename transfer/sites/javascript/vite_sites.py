"""Sites of VitePress and VuePress, 1 and 2, with their themes for blogs."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from transfer.sites.address_pattern import date_values
from transfer.sites.configurations import BrokenConfiguration, read_configuration_text
from transfer.sites.javascript.script_site import ScriptSite, script_in
from transfer.sites.site_values import NoArticle, SiteText, Withheld
from transfer.sites.written_languages import written_language
from transfer.sites.written_values import (
    mapping_of,
    scalar_text,
    scalar_texts,
    written_datetime,
)

DATED_NAME = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?-(.*)")
PARAMETER = re.compile(r":(\w+)")
# Of vuepress-theme-hope: the paths that have a password
ENCRYPTED = re.compile(r"\bencrypt\s*:\s*\{(?:[^{}]|\{[^{}]*\})*\}")
ENCRYPTED_PATH = re.compile(r"[\"'](/[^\"'\n]*)[\"']\s*:")
HOST = r"hostname\s*:\s*['\"](https?://[^'\"]+)['\"]"


class VitePressSite(ScriptSite):
    """`root` is the folder of .vitepress."""

    system: ClassVar[str] = "vitepress"
    index_names: ClassVar[frozenset[str]] = frozenset({"index"})

    def configure(self) -> None:
        self.script_text += self.text_of_theme()
        if host := re.search(HOST, self.script_text):
            self.use_address(host[1])
        self.base = self.literal("base").rstrip("/")

    def text_of_theme(self) -> str:
        """Return the file in which VuePress sites keep the options of their theme, “” if none."""
        file = script_in(self.root / ".vuepress", "theme", "theme/index")
        try:
            return read_configuration_text(file) if file else ""
        except BrokenConfiguration as error:
            self.note("configuration-broken", error)
            return ""

    @cached_property
    def content(self) -> Path:
        return self.root / (scalar_text(self.settings.get("srcDir")) or ".")

    @cached_property
    def has_clean_urls(self) -> bool:
        return self.settings.get("cleanUrls") is True

    def file_roots(self) -> tuple[Path, ...]:
        return (self.content / "public", self.content, self.root / ".vuepress/public")

    # Articles

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        parts = self.parts(text.file)
        name = text.file.stem.casefold()
        if not parts:
            return self.outside_content(text)
        if scalar_text(text.head.get("layout")).casefold() == "home" or self.is_home(text):
            return "list-page"
        if name == "readme" and "readme" not in self.index_names and not text.head:
            return "readme"
        return self.excluded_by_name(text) or self.excluded_by_layout(text.head)

    def is_home(self, text: SiteText) -> bool:
        return scalar_text(text.head.get("home")) == "true"

    # Addresses

    def own_paths(self, text: SiteText) -> Iterator[str]:
        parts = self.parts(text.file)
        if not parts:
            return
        path = self.rewritten("/".join(parts)).rpartition(".")[0]
        folder, _slash, name = path.rpartition("/")
        if name.casefold() in self.index_names:
            yield f"/{folder}/".replace("//", "/")
        else:
            yield from sorted((f"/{path}.html", f"/{path}"), reverse=not self.has_clean_urls)

    def rewritten(self, path: str) -> str:
        """Apply `rewrites`: a mapping of paths with parameters such as :page and :rest*."""
        for source, target in mapping_of(self.settings.get("rewrites")).items():
            if isinstance(target, str) and (match := re.fullmatch(path_pattern(source), path)):
                return with_parameters(target, match.groupdict())
        return path

    # Languages

    @cached_property
    def language_folders(self) -> dict[str, str]:
        return self.with_locale_folders(self.locales)

    def language_and_key(self, text: SiteText) -> tuple[str | None, str | None]:
        language, key = super().language_and_key(text)
        return language or self.root_language, key

    @cached_property
    def root_language(self) -> str | None:
        root = mapping_of(self.locales.get("root") or self.locales.get("/"))
        return written_language(scalar_text(root.get("lang") or self.settings.get("lang")))


def with_parameters(target: str, found: dict[str, str]) -> str:
    return re.sub(r":(\w+)[*+?]?", lambda match: found.get(match[1]) or match[0], target)


def path_pattern(source: str) -> str:
    """:page is one folder or name, :rest* is several."""
    pattern = re.escape(source).replace(r"\*", "*").replace(r"\(", "(").replace(r"\)", ")")
    pattern = re.sub(r":(\w+)\([^()]*\)", r":\1*", pattern)
    pattern = re.sub(r"\\?:(\w+)[*]", r"(?P<\1>.+)", pattern)
    return re.sub(r"\\?:(\w+)", r"(?P<\1>[^/]+?)", pattern)


class VuePressSite(VitePressSite):
    """`root` is the folder of .vuepress."""

    system: ClassVar[str] = "vuepress"
    index_names: ClassVar[frozenset[str]] = frozenset({"index", "readme"})

    @cached_property
    def content(self) -> Path:
        return self.root

    def file_roots(self) -> tuple[Path, ...]:
        return (self.root / ".vuepress/public", self.root)

    def withheld(self, text: SiteText) -> Withheld | None:
        paths = [path for path in self.own_paths(text) if path.startswith(self.encrypted_paths)]
        return "encrypted-path" if paths else None

    @cached_property
    def encrypted_paths(self) -> tuple[str, ...]:
        found = ENCRYPTED.search(self.script_text)
        return tuple(ENCRYPTED_PATH.findall(found[0])) if found else ()

    @cached_property
    def permalink(self) -> str:
        stated = self.settings.get("permalink") or self.settings.get("permalinkPattern")
        return scalar_text(stated)

    def own_paths(self, text: SiteText) -> Iterator[str]:
        if stated := scalar_text(text.head.get("permalink")):
            yield stated if stated.startswith("/") else f"/{stated}"
            return
        pattern = scalar_text(text.head.get("permalinkpattern")) or self.permalink
        if pattern and (path := self.expanded(pattern, text)):
            yield path
        else:
            yield from self.paths_of_file(text)

    def paths_of_file(self, text: SiteText) -> Iterable[str]:
        for path in super().own_paths(text):
            if path.endswith(("/", ".html")):
                yield path

    def expanded(self, pattern: str, text: SiteText) -> str:
        """Return the path, “” for a text without a date."""
        dated = DATED_NAME.fullmatch(text.file.stem)
        stated = written_datetime(text.head.get("date"))
        named = written_datetime("-".join(filter(None, dated.groups()[:3]))) if dated else None
        date = stated or named or text.date
        parts = self.parts(text.file)
        name = parts[-2] if text.file.stem.casefold() in self.index_names and parts[1:] else ""
        slug = scalar_text(text.head.get("slug")) or name or (dated[4] if dated else text.file.stem)
        regular = next(iter(super().own_paths(text)), "/")
        values = {"slug": slug, "regular": regular.strip("/"), "raw": "/".join(parts)}
        values |= date_values(date) if date else {}
        if any(not values.get(name) for name in PARAMETER.findall(pattern)):
            return ""
        path = PARAMETER.sub(lambda match: values[match[1]], pattern)
        return re.sub("/{2,}", "/", f"/{path}")

    def alias_paths(self, text: SiteText) -> Iterable[str]:
        """Return the addresses of @vuepress/plugin-redirect."""
        return scalar_texts(text.head.get("redirectfrom"))

    # Lists

    @cached_property
    def has_blog(self) -> bool:
        return bool(re.search(r"\bblog\b|plugin-blog|theme-(?:hope|plume|reco)", self.script_text))

    def old_topic_path(self, name: str) -> str | None:
        return self.with_base(f"/category/{blog_slug(name)}/") if self.has_blog else None

    def old_tag_path(self, name: str) -> str | None:
        return self.with_base(f"/tag/{blog_slug(name)}/") if self.has_blog else None


def blog_slug(name: str) -> str:
    """As the slugify of @vuepress/plugin-blog."""
    return re.sub(r"[:?*|\\/<>]", "", re.sub(r"[ _]", "-", name)).lower()
