"""Templates of the theme: loading them, also under old names, and rendering pages by them.

A template that cannot be compiled is replaced by our own.
"""

import logging
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Origin, Template, TemplateSyntaxError, engines
from django.template.loaders import cached, filesystem

from articles.theme_compat import NEW_TEMPLATES, OLD_TEMPLATES, OLD_VARIABLES, with_new_classes

SUFFIXES = {".html", ".xml", ".txt"}

log = logging.getLogger(__name__)


def theme_files(folder: Path, suffixes: Container[str]) -> Iterator[Path]:
    """The files in order of their names. Skips folders, and links to files that do not exist."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in suffixes and path.is_file():
            yield path


def is_in_theme(path: str) -> bool:
    return Path(path).is_relative_to(settings.THEME)


class CachedLoader(cached.Loader):
    """Django's cached loader, which also knows templates by their old names.

    It skips a template of the theme that has a syntax error.
    """

    def __init__(self, engine: Any, loaders: Any) -> None:
        super().__init__(engine, loaders)
        self.broken: list[Origin] = []

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template_name = OLD_TEMPLATES.get(template_name, template_name)
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


class ThemeLoader(filesystem.Loader):
    """Loads templates of the theme, also from files with old names, and then the site's own.

    The first of the engine's DIRS is the theme folder.
    """

    def get_template_sources(self, template_name: str) -> Iterator[Origin]:
        theme, *others = super().get_template_sources(template_name)
        yield theme
        if template_name in NEW_TEMPLATES:
            path = Path(theme.name).with_name(NEW_TEMPLATES[template_name])
            yield Origin(str(path), template_name, loader=self)
        yield from others

    def get_contents(self, origin: Origin) -> str:
        text: str = super().get_contents(origin)
        return with_new_classes(text) if is_in_theme(origin.name) else text


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


# Context variables


def with_old_variables(context: dict[str, Any]) -> dict[str, Any]:
    """The context of a template, with its variables under their old names too."""
    old = {old: context[new] for old, new in OLD_VARIABLES.items() if new in context}
    return {**context, **old}


def render_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Like Django's `render()`, with the variables under their old names too."""
    return render(request, template, with_old_variables(context))
