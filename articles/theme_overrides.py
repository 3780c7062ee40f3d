"""What the theme overrides: files and blocks of our templates, and whether these still exist."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.template import engines

from articles.template_blocks import TemplateOutline, template_outline
from articles.theme_compat import OLD_TEMPLATES
from articles.theme_templates import SUFFIXES, is_in_theme, syntax_error, theme_files

QUOTED = re.compile(r"\"([^\"\n]+)\"|'([^'\n]+)'")
UNUSED = "{file} replaces no template of this version, and no other template names it."
NO_BLOCK = (
    "{file} fills the block {block}, which the template that it extends does not have, so that it"
    " is not shown."
)


@dataclass(frozen=True)
class TemplateFile:
    """A template of ours or of the theme, under its present name."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8", errors="replace")

    @cached_property
    def outline(self) -> TemplateOutline:
        return template_outline(self.text)

    @property
    def is_theirs(self) -> bool:
        return is_in_theme(str(self.path))


def theme_templates() -> list[TemplateFile]:
    folder = settings.THEME / "templates"
    files = ((path.relative_to(folder).as_posix(), path) for path in theme_files(folder, SUFFIXES))
    return [TemplateFile(OLD_TEMPLATES.get(name, name), path) for name, path in files]


def our_template(name: str) -> TemplateFile | None:
    """The template of this version, or of one of its apps, with this name."""
    for loader in engines["django"].engine.template_loaders:  # type: ignore[attr-defined]
        for origin in loader.get_template_sources(OLD_TEMPLATES.get(name, name)):
            path = Path(origin.name)
            if not is_in_theme(origin.name) and path.is_file():
                return TemplateFile(OLD_TEMPLATES.get(name, name), path)
    return None


class Theme:
    """The templates of the theme that are used, and the problems they have."""

    def __init__(self) -> None:
        self.files = theme_templates()
        self.used = {file.name: file for file in self.files if not syntax_error(file.path)}

    def problems(self) -> list[str]:
        """One line for each template that nothing uses, and each block that is not shown."""
        if not self.files:
            return []
        return [*self.unused_templates(), *self.blocks_not_shown()]

    def unused_templates(self) -> Iterator[str]:
        """A template of the theme must replace one of ours, or be named in another one."""
        for file in self.files:
            others = (other for other in self.files if other.name != file.name)
            is_named = any(file.name in names_in_template(other.text) for other in others)
            if not is_named and our_template(file.name) is None:
                yield UNUSED.format(file=file.path)

    def blocks_not_shown(self) -> Iterator[str]:
        """Blocks of theirs that ours have no place for, and of ours that theirs have none for."""
        ours = [file for path in our_pages() if (file := our_template(path.name))]
        for file in [*self.used.values(), *ours]:
            above = self.ancestors(file)
            if above is None or not any(each.is_theirs for each in (file, *above)):
                continue
            places = set[str]().union(*(each.outline.block_names() for each in above))
            for block in sorted(file.outline.filled_blocks() - places):
                yield NO_BLOCK.format(file=file.path, block=block)

    def ancestors(self, file: TemplateFile) -> list[TemplateFile] | None:
        """The templates that it extends, nearest first; None if one of them is not known."""
        found = [file]
        while parent := found[-1].outline.parent:
            candidates = (self.used.get(OLD_TEMPLATES.get(parent, parent)), our_template(parent))
            seen = {each.path for each in found}
            following = next((each for each in candidates if each and each.path not in seen), None)
            if following is None:
                return None
            found.append(following)
        return None if parent is None else found[1:]


def our_pages() -> Iterator[Path]:
    return (settings.BASE / "templates").glob("[!_]*.html")


def names_in_template(text: str) -> set[str]:
    return {double or single for double, single in QUOTED.findall(text)}
