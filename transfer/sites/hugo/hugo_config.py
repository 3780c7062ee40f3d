"""The configuration of a Hugo site: hugo.toml, config.yaml, config/_default/ …"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from transfer.sites.configurations import BrokenConfiguration, read_configuration_values
from transfer.sites.written_values import mapping_of, scalar_text, scalar_texts, written_flag

ENDINGS = (".toml", ".yaml", ".yml", ".json")
NAMES = tuple(f"{name}{ending}" for name in ("hugo", "config") for ending in ENDINGS)
DEFAULTS = tuple(f"config/_default/{name}" for name in NAMES)
FOLDERS = ("config/_default", "config/production")
# languages.zh.toml has values of one language
OF_LANGUAGE = re.compile(r"(?P<key>[\w-]+)\.(?P<language>[\w-]+)")


@dataclass(frozen=True, slots=True)
class HugoLanguage:
    code: str
    content: str
    address: str


def read_hugo_settings(root: Path) -> tuple[dict[str, Any], list[str]]:
    """Return the settings with keys in lower case, and the names of files that are broken."""
    settings, broken = dict[str, Any](), list[str]()
    for path, file in configuration_files(root):
        try:
            values = lower_keys(read_configuration_values(file))
        except BrokenConfiguration:
            broken.append(file.name)
            continue
        for key in reversed(path):
            values = {key: values}
        settings = merged_settings(settings, values)
    return settings, broken


def configuration_files(root: Path) -> Iterator[tuple[tuple[str, ...], Path]]:
    """Yield each file with the keys that its values are below: permalinks.toml, [permalinks]."""
    for name in NAMES:
        if (root / name).is_file():
            yield (), root / name
    for folder in FOLDERS:
        for file in sorted((root / folder).glob("*.*")):
            if file.suffix in ENDINGS:
                yield keys_of_name(file.stem.lower()), file


def keys_of_name(stem: str) -> tuple[str, ...]:
    if stem in ("hugo", "config"):
        return ()
    found = OF_LANGUAGE.fullmatch(stem)
    return ("languages", found["language"], found["key"]) if found else (stem,)


def lower_keys(values: Any) -> Any:
    if isinstance(values, list):
        return [lower_keys(each) for each in values]
    if not isinstance(values, dict):
        return values
    return {str(key).lower(): lower_keys(value) for key, value in values.items()}


def merged_settings(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    both = {key: merged_settings(first[key], second[key]) for key in first.keys() & second.keys()
            if isinstance(first[key], dict) and isinstance(second[key], dict)}  # fmt: skip
    return {**first, **second, **both}


@dataclass(frozen=True, slots=True)
class HugoConfig:
    """`settings` have keys in lower case."""

    settings: Mapping[str, Any]

    @classmethod
    def of_site(cls, root: Path) -> tuple[Self, list[str]]:
        settings, broken = read_hugo_settings(root)
        return cls(settings), broken

    def text(self, name: str, default: str = "") -> str:
        return scalar_text(self.settings.get(name)) or default

    def flag(self, name: str) -> bool:
        return written_flag(self.settings.get(name)) is True

    @property
    def default_language(self) -> str:
        return self.text("defaultcontentlanguage", "en").lower()

    def languages(self) -> dict[str, HugoLanguage]:
        """Return the languages by code. Their folders are relative to the site."""
        content = self.text("contentdir", "content")
        stated = mapping_of(self.settings.get("languages"))
        codes = stated or {self.default_language: {}}
        return {
            code: HugoLanguage(
                code,
                scalar_text(mapping_of(options).get("contentdir")) or content,
                scalar_text(mapping_of(options).get("baseurl")),
            )
            for code, options in codes.items()
        }

    def is_ugly(self, section: str) -> bool:
        """Whether addresses end with .html, of the site or of a section."""
        stated = self.settings.get("uglyurls")
        if isinstance(stated, dict):
            return written_flag(stated.get(section.lower())) is True
        return written_flag(stated) is True

    def patterns(self, kind: str) -> dict[str, str]:
        """Return the patterns of permalinks by section or taxonomy. `kind`: page, section, term.

        Patterns directly below [permalinks] are for pages of a section and for terms.
        """
        stated = mapping_of(self.settings.get("permalinks"))
        direct = {} if kind == "section" else stated
        return {
            key: scalar_text(value)
            for key, value in {**direct, **mapping_of(stated.get(kind))}.items()
            if scalar_text(value)
        }

    def targeted_patterns(self) -> list[tuple[str, str]]:
        """Return the patterns of [[permalinks]] for pages: a glob of paths, and the pattern."""
        stated = self.settings.get("permalinks")
        rules = [mapping_of(each) for each in stated] if isinstance(stated, list) else []
        found = list[tuple[str, str]]()
        for rule in rules:
            target = mapping_of(rule.get("target"))
            if scalar_text(target.get("kind")) in ("", "page", "{page}"):
                path = scalar_text(target.get("path")) or "**"
                found.append((path, scalar_text(rule.get("pattern"))))
        return found

    def taxonomy(self, singular: str, plural: str) -> str:
        """Return the plural that the site has for a taxonomy, “” if it has none of this name.

        It is the key in front matter, and in addresses.
        """
        if "taxonomies" not in self.settings:
            return plural
        return scalar_text(mapping_of(self.settings["taxonomies"]).get(singular))

    def static_folders(self) -> tuple[str, ...]:
        names = [key for key in self.settings if key.startswith("staticdir")]
        found = [folder for name in names for folder in scalar_texts(self.settings[name])]
        return tuple(found) or ("static",)

    def date_keys(self) -> tuple[str, ...]:
        stated = mapping_of(self.settings.get("frontmatter")).get("date")
        names = [name.lower() for name in scalar_texts(stated)] or [":default"]
        default = ("date", "publishdate", "pubdate", "published", "lastmod", "modified")
        return tuple(key for name in names for key in (default if name == ":default" else (name,)))
