"""A site of Eleventy: permalinks in front matter and in data files of folders."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from transfer.sites import template_comments
from transfer.sites.address_pattern import date_values
from transfer.sites.configurations import BrokenConfiguration, read_configuration_text
from transfer.sites.javascript.javascript_literals import exported_values
from transfer.sites.javascript.script_site import ScriptSite
from transfer.sites.latin_slugs import latin_slug
from transfer.sites.site_values import NoArticle, SiteText
from transfer.sites.written_values import mapping_of, scalar_text, scalar_texts, written_datetime

DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")
OUTPUT = re.compile(r"\{\{-?\s*([\w.]+)\s*((?:\|[^{}|]+)*)-?\}\}")
DATE_FORMAT = re.compile(r"\bdate\s*[:(]\s*['\"]([^'\"]+)['\"]")
DIRECTIVES = {"%Y": "year", "%m": "month", "%d": "day", "%-m": "i_month", "%-d": "i_day"}
# Names of data files of a folder, after its name
DATA_FILES = (".11tydata.json", ".json", ".11tydata.js", ".11tydata.cjs", ".11tydata.mjs")


class EleventySite(ScriptSite):
    system: ClassVar[str] = "eleventy"

    def configure(self) -> None:
        self.base = "/" + scalar_text(self.settings.get("pathPrefix")).strip("/")

    @cached_property
    def content(self) -> Path:
        stated = scalar_text(mapping_of(self.settings.get("dir")).get("input"))
        match = re.search(r"setInputDirectory\(\s*['\"]([^'\"]+)", self.script_text)
        return self.root / (stated or (match[1] if match else "."))

    def file_roots(self) -> tuple[Path, ...]:
        names = ("public", "static", "assets")
        return (self.content, *(self.root / name for name in names), self.root)

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        parts = self.parts(text.file)
        name = text.file.stem.casefold()
        if not parts or (name == "readme" and not text.head):
            return self.outside_content(text)
        if any(part.startswith("_") for part in parts[:-1]):
            return "fragment"
        if scalar_text(self.data(text).get("permalink")) == "false":
            return "not-written"
        return self.excluded_by_name(text) or self.excluded_by_layout(text.head)

    def default_values(self, text: SiteText) -> Mapping[str, Any]:
        return self.data(text)

    def plain_text(self, text: str) -> str:
        return template_comments.as_html_comments(text, template_comments.NUNJUCKS)

    # Addresses

    def own_paths(self, text: SiteText) -> Iterator[str]:
        if not self.parts(text.file):
            return
        stated = scalar_text(self.data(text).get("permalink"))
        path = self.expanded(stated, text) if stated else self.path_of_file(text)
        if path or not stated:
            yield re.sub("/{2,}", "/", re.sub(r"(^|/)index\.html$", r"\1", f"/{path}"))

    def path_of_file(self, text: SiteText) -> str:
        """a/2020-01-02-name.md is /a/2020-01-02-name/; a/a.md and a/index.md are /a/."""
        *folders, _name = self.parts(text.file)
        name = text.file.stem
        own = [] if name == "index" or folders[-1:] == [name] else [name]
        return "/".join((*folders, *own, ""))

    def plain_name(self, text: SiteText) -> str:
        dated = DATED_NAME.fullmatch(text.file.stem)
        return dated[2] if dated else text.file.stem

    def expanded(self, pattern: str, text: SiteText) -> str:
        """Return the path of a template with values and the filters for slugs and dates."""
        unknown = list[str]()

        def value_of(match: re.Match[str]) -> str:
            value = self.value(match[1], match[2], text)
            if not value:
                unknown.append(match[0])
            return value

        path = OUTPUT.sub(value_of, pattern)
        if unknown or "{" in path:
            self.note("permalink-template", pattern)
            return ""
        return path

    def value(self, name: str, filters: str, text: SiteText) -> str:
        if name in ("page.date", "date"):
            return self.formatted_date(filters, text)
        *folders, _name = self.parts(text.file)
        plain = self.plain_name(text)
        values = {
            "title": text.title,
            "page.fileSlug": "".join(folders[-1:]) if plain == "index" else plain,
            "page.filePathStem": "/".join(("", *folders, plain)),
        }
        value = values.get(name) or scalar_text(self.data(text).get(name.lower()))
        return latin_slug(value) if re.search(r"\|\s*slug", filters) else value

    def formatted_date(self, filters: str, text: SiteText) -> str:
        """Return the date in the form of a filter such as date: "%Y/%m", “” without one."""
        dated = DATED_NAME.fullmatch(text.file.stem)
        stated = written_datetime(text.head.get("date"))
        date = stated or written_datetime(dated and dated[1]) or text.date
        form = DATE_FORMAT.search(filters)
        if date is None or form is None:
            return ""
        values = date_values(date)
        return re.sub(r"%-?\w", lambda match: values.get(DIRECTIVES.get(match[0], ""), ""), form[1])

    def data(self, text: SiteText) -> dict[str, Any]:
        """Return the front matter, with the data files of the folders above below it."""
        found = dict[str, Any]()
        folders = [each for each in text.file.parents if each.is_relative_to(self.content)]
        for folder in reversed(folders):
            found |= self.folder_data(folder)
        return found | dict(text.head)

    def folder_data(self, folder: Path) -> dict[str, Any]:
        if folder not in self.known_data:
            values = [self.read_data(folder / f"{folder.name}{ending}") for ending in DATA_FILES]
            self.known_data[folder] = {k: v for each in values for k, v in each.items()}
        return self.known_data[folder]

    @cached_property
    def known_data(self) -> dict[Path, dict[str, Any]]:
        return {}

    def read_data(self, file: Path) -> dict[str, Any]:
        if not file.is_file():
            return {}
        try:
            text = read_configuration_text(file)
            values = json.loads(text) if file.suffix == ".json" else exported_values(text)
        except (BrokenConfiguration, ValueError, RecursionError):
            self.note("configuration-broken", file.name)
            return {}
        return {str(key).lower(): value for key, value in mapping_of(values).items()}

    def alias_paths(self, text: SiteText) -> tuple[str, ...]:
        return (
            *scalar_texts(text.head.get("redirect_from")),
            *scalar_texts(text.head.get("aliases")),
        )

    def old_tag_path(self, name: str) -> str | None:
        """Return the path of the documentation's example, which starter projects keep."""
        return self.with_base(f"/tags/{latin_slug(name)}/")
