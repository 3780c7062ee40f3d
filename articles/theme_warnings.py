"""Warnings about old names in the theme: templates, template tags, variables and CSS classes."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from articles.theme_compat import (
    CLASS_ATTRIBUTE,
    OLD_CLASSES,
    OLD_LIBRARIES,
    OLD_TAGS,
    OLD_TEMPLATES,
    OLD_VARIABLES,
    old_classes_alone,
)
from articles.theme_templates import SUFFIXES, theme_files

TEMPLATE_SYNTAX = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
TAG_NAME = re.compile(rf"\{{%\s*(?:end)?({'|'.join(OLD_TAGS)})\b")
LOAD = re.compile(r"\{%\s*load\s+(.*?)\s*%\}")
FILTER = re.compile(r"\|shown\b")
VARIABLE = re.compile(rf"(?<![\w.|])({'|'.join(OLD_VARIABLES)})\b(?!=)")
SELECTOR = re.compile(rf"\.({'|'.join(OLD_CLASSES)})(?![\w-])")


def theme_warnings() -> list[str]:
    """One line for each old name of a file, and one for each file that contains old names."""
    return [*template_warnings(settings.THEME / "templates"), *style_warnings(settings.THEME)]


def template_warnings(folder: Path) -> Iterator[str]:
    for file in theme_files(folder, SUFFIXES):
        name = file.relative_to(folder).as_posix()
        if name in OLD_TEMPLATES:
            yield f"{file} has the former name of a template: rename it to {OLD_TEMPLATES[name]}."
        text = file.read_text(errors="replace")
        if found := {**old_names_in_syntax(text), **old_classes_in_template(text)}:
            yield f"{file} uses former names: {replacements(found)}."


def style_warnings(folder: Path) -> Iterator[str]:
    for file in theme_files(folder / "static", {".css"}):
        names = SELECTOR.findall(file.read_text(errors="replace"))
        if found := {f".{name}": f".{OLD_CLASSES[name]}" for name in names}:
            yield f"{file} uses former classes: {replacements(found)}."


def old_names_in_syntax(text: str) -> dict[str, str]:
    """Former names of templates, tags, filters and variables, each with the present one."""
    found: dict[str, str] = {}
    for syntax in TEMPLATE_SYNTAX.findall(text):
        strings = {double or single for double, single in STRING.findall(syntax)}
        found |= {name: OLD_TEMPLATES[name] for name in sorted(strings & OLD_TEMPLATES.keys())}
        found |= {name: OLD_TAGS[name] for name in TAG_NAME.findall(syntax)}
        loaded = {name for names in LOAD.findall(syntax) for name in names.split()}
        found |= {name: OLD_LIBRARIES[name] for name in sorted(loaded & OLD_LIBRARIES.keys())}
        if FILTER.search(syntax):
            found["shown"] = "content_digest"
        bare = STRING.sub("", syntax)
        found |= {name: OLD_VARIABLES[name] for name in VARIABLE.findall(bare)}
    return found


def old_classes_in_template(text: str) -> dict[str, str]:
    values = CLASS_ATTRIBUTE.findall(text)
    return {old: OLD_CLASSES[old] for value in values for old in old_classes_alone(value)}


def replacements(found: dict[str, str]) -> str:
    return ", ".join(f"{old} is now {new}" for old, new in found.items())
