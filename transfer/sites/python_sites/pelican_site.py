"""A site of Pelican."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from transfer.sites.latin_slugs import in_latin_letters
from transfer.sites.settings_site import SettingsSite
from transfer.sites.site import ABOUT_REPOSITORY
from transfer.sites.site_values import NO_TERMS, FoldersAs, FolderTerms, NoArticle, SiteText
from transfer.sites.time_zones import named_zone
from transfer.sites.written_languages import written_language
from transfer.sites.written_values import (
    mapping_of,
    scalar_text,
    scalar_texts,
    written_datetime,
    written_names,
)

FIELD = re.compile(r"\{(\w+)(?:!\w)?(?::([^{}]*))?\}")
DEFAULTS = {
    "ARTICLE_URL": "{slug}.html",
    "ARTICLE_LANG_URL": "{slug}-{lang}.html",
    "PAGE_URL": "pages/{slug}.html",
    "PAGE_LANG_URL": "pages/{slug}-{lang}.html",
    "CATEGORY_URL": "category/{slug}.html",
    "TAG_URL": "tag/{slug}.html",
    "FILENAME_METADATA": r"(?P<date>\d{4}-\d{2}-\d{2}).*",
    "SLUGIFY_SOURCE": "title",
    "DEFAULT_LANG": "en",
    "DEFAULT_CATEGORY": "misc",
    "PATH": ".",
    "OUTPUT_PATH": "output",
}
OTHER_FOLDERS = ("themes", "theme", "plugins", "pelican-plugins", "pelican-themes")
LONGEST_PATTERN = 200
REPEATED_GROUP = re.compile(r"[+*}][^()]*\)[+*{]")
SUBSTITUTIONS = ((r"[^\w\s-]", ""), (r"(?u)\A\s*", ""), (r"(?u)\s*\Z", ""), (r"[-\s\u2212]+", "-"))


class PelicanSite(SettingsSite):
    """`settings` are the literals of pelicanconf.py and publishconf.py."""

    system: ClassVar[str] = "pelican"
    address_key: ClassVar[str] = "SITEURL"

    def configure(self) -> None:
        super().configure()
        self.zone = named_zone(scalar_text(self.settings.get("TIMEZONE")))

    def setting(self, name: str) -> str:
        return scalar_text(self.settings.get(name)) or DEFAULTS.get(name, "")

    def setting_list(self, name: str, default: str) -> tuple[str, ...]:
        value = self.settings.get(name, [default])
        return scalar_texts(list(value) if isinstance(value, list | tuple) else value)

    @cached_property
    def content(self) -> Path:
        return self.root / self.setting("PATH")

    @cached_property
    def page_folders(self) -> tuple[Path, ...]:
        return tuple(self.content / name for name in self.setting_list("PAGE_PATHS", "pages"))

    def file_roots(self) -> tuple[Path, ...]:
        static = (self.content / name for name in self.setting_list("STATIC_PATHS", "images"))
        return (self.content, *static, self.root)

    # Articles

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        parts = self.parts(text.file)
        if not parts:
            return self.outside_content(text)
        is_about = text.file.stem.casefold() in ABOUT_REPOSITORY and not text.head
        if is_about or any(text.file.is_relative_to(each) for each in self.other_folders):
            return "readme" if is_about else "outside-content"
        return self.excluded_by_name(text)

    @cached_property
    def other_folders(self) -> tuple[Path, ...]:
        """The folders of themes, plug-ins and of the finished site: with PATH = "." all texts of
        the repository are below the content."""
        names = (*self.setting_list("THEME", "themes"), *self.setting_list("PLUGIN_PATHS", ""))
        folders = (self.root / name for name in (*names, *OTHER_FOLDERS) if name)
        stated = (self.root / self.setting("OUTPUT_PATH"), *folders)
        excluded = ("ARTICLE_EXCLUDES", "PAGE_EXCLUDES")
        left_out = (self.content / each for key in excluded for each in self.setting_list(key, ""))
        return tuple(each for each in (*stated, *left_out) if not self.content.is_relative_to(each))

    def is_page(self, text: SiteText) -> bool:
        return any(text.file.is_relative_to(folder) for folder in self.page_folders)

    def default_values(self, text: SiteText) -> Mapping[str, Any]:
        stated = self.settings.get("DEFAULT_METADATA")
        return {str(key).lower(): value for key, value in mapping_of(stated).items()}

    # Addresses

    def own_paths(self, text: SiteText) -> Iterator[str]:
        if not self.parts(text.file):
            return
        stated = scalar_text(text.head.get("url")) or scalar_text(text.head.get("save_as"))
        path = stated or self.expanded(self.pattern(text), text)
        if path:
            yield f"/{path}".replace("//", "/")

    def pattern(self, text: SiteText) -> str:
        """Return the pattern of its kind and language: URL, else SAVE_AS."""
        kind = "PAGE" if self.is_page(text) else "ARTICLE"
        is_default = self.written_lang(text) in ("", self.setting("DEFAULT_LANG").lower())
        name = kind if is_default else f"{kind}_LANG"
        saved = self.setting(f"{name}_SAVE_AS").removesuffix("index.html")
        return scalar_text(self.settings.get(f"{name}_URL")) or saved or DEFAULTS[f"{name}_URL"]

    def expanded(self, pattern: str, text: SiteText) -> str:
        """Return the path, “” for a text without a date that needs one."""
        date = self.shown_date(text)
        lacking = list[str]()

        def value_of(match: re.Match[str]) -> str:
            if match[1] == "date" and date:
                return date.strftime(match[2] or "%Y-%m-%d %H:%M:%S%z")
            value = self.value(match[1], text)
            if not value:
                lacking.append(match[0])
            return value

        path = FIELD.sub(value_of, pattern)
        for name in lacking:
            self.note("placeholder-without-value", name)
        return "" if lacking else path

    def value(self, name: str, text: SiteText) -> str:
        if name == "slug":
            return self.slug(text)
        if name == "lang":
            return self.written_lang(text) or self.setting("DEFAULT_LANG").lower()
        if name == "category":
            return self.slugified(self.category(text))
        if name == "author":
            names = written_names(text.head, "author", "authors")
            return self.slugified((*names, self.setting("AUTHOR"))[0])
        return self.named_values(text).get(name) or scalar_text(text.head.get(name))

    def slug(self, text: SiteText) -> str:
        stated = scalar_text(text.head.get("slug")) or self.named_values(text).get("slug", "")
        is_title = self.setting("SLUGIFY_SOURCE") == "title"
        return stated or self.slugified(text.title if is_title else text.file.stem)

    def slugified(self, text: str) -> str:
        plain = unicodedata.normalize("NFKC", re.sub(r"<[^>]*>", "", text))
        if not self.settings.get("SLUGIFY_USE_UNICODE"):
            plain = in_latin_letters(plain)
        for pattern, replacement in self.substitutions:
            plain = re.sub(pattern, replacement, plain, flags=re.IGNORECASE)
        cased = self.settings.get("SLUGIFY_PRESERVE_CASE")
        return plain.strip() if cased else plain.lower().strip()

    @cached_property
    def substitutions(self) -> tuple[tuple[str, str], ...]:
        """Return SLUG_REGEX_SUBSTITUTIONS without those that are no pairs or no patterns."""
        stated = self.settings.get("SLUG_REGEX_SUBSTITUTIONS")
        found = list[tuple[str, str]]()
        for pair in stated if isinstance(stated, list | tuple) else SUBSTITUTIONS:
            match pair:
                case (str(pattern), str(replacement)) if is_quick_pattern(pattern):
                    found.append((pattern, replacement))
                case _:
                    self.note("value-not-literal", "SLUG_REGEX_SUBSTITUTIONS")
        return tuple(found)

    def named_values(self, text: SiteText) -> dict[str, str]:
        """Return the values in the name of the file, by FILENAME_METADATA."""
        pattern = self.setting("FILENAME_METADATA")
        match = re.match(pattern, text.file.stem) if is_quick_pattern(pattern) else None
        return {k: v for k, v in match.groupdict().items() if v} if match else {}

    def shown_date(self, text: SiteText) -> datetime | None:
        written = written_datetime(text.head.get("date"))
        named = written_datetime(self.named_values(text).get("date"))
        return written or named or (text.date.astimezone(self.zone) if text.date else None)

    # Lists

    def category(self, text: SiteText) -> str:
        """Return the stated category, else the folder."""
        stated = written_names(text.head, "category")
        folders = self.parts(text.file)[:-1]
        uses_folder = self.settings.get("USE_FOLDER_AS_CATEGORY", True)
        named = folders[-1] if folders and uses_folder else self.setting("DEFAULT_CATEGORY")
        return stated[0] if stated else named

    def folder_terms(self, text: SiteText, folders: FoldersAs) -> FolderTerms:
        """The folder is the category of an article that states none."""
        if folders != "nothing" or self.is_page(text) or not self.parts(text.file)[:-1]:
            return super().folder_terms(text, folders)
        category = self.category(text)
        is_default = category == self.setting("DEFAULT_CATEGORY")
        return NO_TERMS if is_default else FolderTerms(category, ())

    def lists_of(self, text: SiteText) -> Iterator[tuple[str | None, str, str]]:
        if topic := self.folder_terms(text, "nothing").topic:
            yield self.old_topic_path(topic), "topic", topic
        yield from super().lists_of(text)

    def old_topic_path(self, name: str) -> str:
        return self.list_path("CATEGORY_URL", name)

    def old_tag_path(self, name: str) -> str:
        return self.list_path("TAG_URL", name)

    def list_path(self, setting: str, name: str) -> str:
        path = self.setting(setting).replace("{slug}", self.slugified(name))
        return self.with_base(path)

    # Languages

    def written_lang(self, text: SiteText) -> str:
        stated = scalar_text(text.head.get("lang")) or self.named_values(text).get("lang", "")
        return stated.lower()

    def language_and_key(self, text: SiteText) -> tuple[str | None, str | None]:
        """Translations have the same slug."""
        return written_language(self.named_values(text).get("lang", "")), self.slug(text)


def is_quick_pattern(pattern: str) -> bool:
    """Whether it is a short regular expression without a repeated repetition: (a+)+ is slow."""
    if len(pattern) > LONGEST_PATTERN or REPEATED_GROUP.search(pattern):
        return False
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
