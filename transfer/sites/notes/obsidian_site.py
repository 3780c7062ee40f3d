"""A vault of Obsidian, with the addresses of Obsidian Publish, and a site of Quartz."""

import json
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from transfer.reading.markdown_files import markdown_files
from transfer.sites.configurations import BrokenConfiguration, read_configuration_text
from transfer.sites.javascript.javascript_literals import exported_values
from transfer.sites.javascript.script_site import find_texts, script_in
from transfer.sites.site import Site, joined_path
from transfer.sites.site_values import NoArticle, SiteText, Withheld
from transfer.sites.written_values import mapping_of, scalar_text, scalar_texts, written_flag

PUBLISHED = re.compile(r"^(?:dg-)?publish:\s*[\"']?true\b", re.MULTILINE)
HEAD_LENGTH = 4096  # bytes in which the front matter of a note is searched
PLUGINS: tuple[tuple[str, NoArticle], ...] = (
    ("excalidraw-plugin", "drawing"),
    ("kanban-plugin", "board"),
)


class VaultSite(Site):
    system: ClassVar[str] = "obsidian"

    def file_roots(self) -> tuple[Path, ...]:
        stated = self.stored("app.json").get("attachmentFolderPath")
        folder = scalar_text(stated)
        return (self.root, self.root / folder) if folder and folder[0] not in "./" else (self.root,)

    def stored(self, name: str) -> dict[str, Any]:
        """Return a settings file of the vault, {} if there is none."""
        file = self.root / ".obsidian" / name
        if not file.is_file():
            return {}
        try:
            return mapping_of(json.loads(read_configuration_text(file)))
        except (BrokenConfiguration, ValueError, RecursionError):
            self.note("configuration-broken", name)
            return {}

    # Articles

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        for key, code in PLUGINS:
            if key in text.head:
                return code
        if any(text.file.is_relative_to(folder) for folder in self.template_folders):
            return "template"
        return self.excluded_by_name(text)

    @cached_property
    def template_folders(self) -> tuple[Path, ...]:
        templater = self.stored("plugins/templater-obsidian/data.json")
        names = (self.stored("templates.json").get("folder"), templater.get("templates_folder"))
        return tuple(self.root / name for each in names if (name := scalar_text(each).strip("/")))

    def withheld(self, text: SiteText) -> Withheld | None:
        """A vault that publishes some notes only (publish: true) withholds all others."""
        flags = [written_flag(text.head.get(key)) for key in ("publish", "dg-publish")]
        if True in flags:
            return None
        if False in flags:
            return "publish-false"
        return "publish-missing" if self.publishes_some else None

    @cached_property
    def publishes_some(self) -> bool:
        return any(PUBLISHED.search(beginning_of(file)) for file in markdown_files(self.root))

    def file_title(self, file: Path) -> str | None:
        return file.stem

    def link_names(self, text: SiteText) -> tuple[str, ...]:
        return (*scalar_texts(text.head.get("aliases")), *scalar_texts(text.head.get("alias")))

    # Addresses

    def own_paths(self, text: SiteText) -> Iterator[str]:
        """Obsidian Publish writes spaces as +. A `permalink` comes before the path."""
        parts = self.parts(text.file)
        for key in ("permalink", "dg-permalink"):
            if stated := scalar_text(text.head.get(key)):
                yield f"/{stated.strip('/')}"
        if parts:
            path = "/".join(("", *parts[:-1], text.file.stem))
            yield path.replace(" ", "+")
            yield path

    def alias_paths(self, text: SiteText) -> Iterable[str]:
        """`aliases` are names for links, not addresses."""
        return ()


class QuartzSite(VaultSite):
    """`settings` are those of quartz.config.ts."""

    system: ClassVar[str] = "quartz"

    def __init__(self, root: Path, folder: Path, old_address: str | None = None) -> None:
        super().__init__(root, folder, old_address)
        self.settings: dict[str, Any] = {}
        self.script_text = ""
        if script := script_in(root, "quartz.config"):
            self.read_script(script)
        self.use_address(f"https://{scalar_text(self.configuration.get('baseUrl'))}")

    def read_script(self, script: Path) -> None:
        try:
            self.script_text = read_configuration_text(script)
        except BrokenConfiguration:
            self.note("configuration-broken", script.name)
        self.settings = exported_values(self.script_text)

    @property
    def configuration(self) -> dict[str, Any]:
        return mapping_of(self.settings.get("configuration"))

    @cached_property
    def content(self) -> Path:
        return self.root / "content"

    def file_roots(self) -> tuple[Path, ...]:
        return (self.content, self.root)

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        parts = self.parts(text.file)
        if not parts:
            return self.outside_content(text)
        if any(self.is_ignored(part, "/".join(parts)) for part in parts):
            return "ignored"
        return super().not_an_article(text)

    def is_ignored(self, part: str, path: str) -> bool:
        patterns = scalar_texts(self.configuration.get("ignorePatterns"))
        return any(fnmatch(part, each) or fnmatch(path, each) for each in patterns)

    @cached_property
    def publishes_some(self) -> bool:
        return bool(find_texts(r"(ExplicitPublish)\(", self.script_text))

    def own_paths(self, text: SiteText) -> Iterator[str]:
        parts = self.parts(text.file)
        if stated := scalar_text(text.head.get("permalink")):
            yield quartz_slug(f"/{stated.strip('/')}")
        if parts:
            path = quartz_slug("/".join((*parts[:-1], text.file.stem)))
            yield "/" + re.sub(r"(^|/)_?index$", r"\1", path)

    def alias_paths(self, text: SiteText) -> Iterator[str]:
        folder = "/".join(("", *self.parts(text.file)[:-1]))
        for name in self.link_names(text):
            slug = quartz_slug(name.removesuffix(".md"))
            yield joined_path("", slug)
            if folder and not name.startswith("/"):
                yield joined_path(quartz_slug(folder), slug)

    def old_tag_path(self, name: str) -> str:
        return self.with_base(f"/tags/{quartz_slug(name)}")


def quartz_slug(path: str) -> str:
    plain = re.sub(r"\s", "-", path).replace("&", "-and-").replace("%", "-percent")
    return plain.replace("?", "").replace("#", "").rstrip("/")


def beginning_of(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return content.read(HEAD_LENGTH).decode("utf-8", errors="replace")
    except OSError:
        return ""
