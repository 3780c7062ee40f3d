"""Finds templates of the theme that cannot be compiled, and uses our own in their place."""

import logging
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Origin, Template, TemplateSyntaxError, engines
from django.template.loaders import cached

SUFFIXES = {".html", ".xml", ".txt"}

log = logging.getLogger(__name__)


def theme_files(folder: Path, suffixes: Container[str]) -> Iterator[Path]:
    """The files in order of their names. Skips folders, and links to files that do not exist."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in suffixes and path.is_file():
            yield path


def is_in_theme(path: str) -> bool:
    return Path(path).is_relative_to(settings.THEME)


class FallbackLoader(cached.Loader):
    """Django's cached loader, which skips a template of the theme that has a syntax error."""

    def __init__(self, engine: Any, loaders: Any) -> None:
        super().__init__(engine, loaders)
        self.broken: list[Origin] = []

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        skipped = [*(skip or []), *self.broken]
        try:
            return super().get_template(template_name, skipped)
        except TemplateSyntaxError as error:
            ours = [each for each in self.theme_origins(template_name) if each not in skipped]
            if not ours:
                raise
            self.broken.append(ours[0])
            log.error("%s has an error, so our own template is shown: %s", ours[0].name, error)
            return self.get_template(template_name, skip)

    def theme_origins(self, template_name: str) -> Iterator[Origin]:
        """The files of the theme with this name, in the order in which they are tried."""
        for loader in self.loaders:
            for origin in loader.get_template_sources(template_name):
                if is_in_theme(origin.name) and Path(origin.name).is_file():
                    yield origin

    def reset(self) -> None:
        super().reset()
        self.broken = []


def broken_templates() -> list[str]:
    """One line for each template of the theme with a syntax error: file, line and error."""
    files = theme_files(settings.THEME / "templates", SUFFIXES)
    return [f"{path}{found}" for path in files if (found := syntax_error(path))]


def syntax_error(path: Path) -> str:
    """The line and the error, such as ", line 3: Invalid block tag"; '' if there is none."""
    engine = engines["django"].engine  # type: ignore[attr-defined]
    try:
        Template(path.read_text(), engine=engine)
    except UnicodeDecodeError:
        return ": the file is not UTF-8."
    except TemplateSyntaxError as error:
        token = getattr(error, "token", None)
        return f", line {token.lineno}: {error}" if token else f": {error}"
    return ""
