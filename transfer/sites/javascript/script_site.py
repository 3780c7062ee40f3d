"""What sites with a configuration in JavaScript have in common."""

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from transfer.sites import written_languages
from transfer.sites.configurations import BrokenConfiguration, first_file, read_configuration_text
from transfer.sites.javascript.javascript_literals import exported_values
from transfer.sites.site import Site
from transfer.sites.written_values import mapping_of

ENDINGS = ("ts", "js", "mjs", "mts", "cjs", "cts", "tsx")


def script_names(*stems: str) -> tuple[str, ...]:
    return tuple(f"{stem}.{ending}" for stem in stems for ending in ENDINGS)


class ScriptSite(Site):
    """`script` is the configuration file, None where there is none."""

    def __init__(
        self, root: Path, folder: Path, script: Path | None, old_address: str | None = None
    ) -> None:
        super().__init__(root, folder, old_address)
        self.script = script
        self.script_text = ""
        self.settings: dict[str, Any] = {}
        if script is not None:
            self.read_script(script)
        self.configure()

    def configure(self) -> None:
        """Take what the configuration says of the address of the site."""

    def read_script(self, script: Path) -> None:
        try:
            self.script_text = read_configuration_text(script)
        except BrokenConfiguration:
            self.note("configuration-broken", script.name)
            return
        self.settings = exported_values(self.script_text)
        if not self.settings and self.script_text.strip():
            self.note("configuration-unreadable", script.name)

    def literal(self, name: str) -> str:
        """Return a text of the configuration. A note says that it is no literal."""
        value = self.settings.get(name)
        if isinstance(value, str):
            return value
        if value is not None and not isinstance(value, dict | list | bool):
            self.note("value-not-literal", name)
        return ""

    def with_locale_folders(self, locales: Iterable[str]) -> dict[str, str]:
        """Return the languages of the folders in `content` that are locales, or are several."""
        stated = {name.strip("/") for name in locales}
        known = {
            name: code for name in stated if (code := written_languages.written_language(name))
        }
        return known | written_languages.language_folders(self.content)

    @cached_property
    def locales(self) -> dict[str, Any]:
        return mapping_of(self.settings.get("locales"))


def script_in(folder: Path, *stems: str) -> Path | None:
    return first_file(folder, script_names(*stems))


def find_texts(pattern: str, text: str) -> list[str]:
    return [match[1] for match in re.finditer(pattern, text)]
