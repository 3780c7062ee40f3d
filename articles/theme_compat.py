"""Old names in themes: templates, template tags, context variables and CSS classes.

A theme of the previous version keeps working for one version; theme_warnings.py says what to
change. To end the support, remove these two modules, `templatetags/keeping.py`, the `loaders` of
the setting TEMPLATES, and the old class wherever a template has both.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Origin, Template
from django.template.loaders import filesystem

from articles.theme_templates import FallbackLoader, is_in_theme

# old -> new
OLD_TEMPLATES = {
    "_band.html": "_section_heading.html",
    "_chips.html": "_active_filters.html",
    "_come_again.html": "_rate_limited.html",
    "_dial.html": "_section_nav.html",
    "_feed.html": "_entry_list.html",
    "_feeds.html": "_feed_links.html",
    "_find.html": "_search_form.html",
    "_found.html": "_search_results.html",
    "_key.html": "_strip_legend.html",
    "_keys.html": "_shortcut_toggle.html",
    "_length.html": "_reading_time.html",
    "_list_links.html": "_list_head.html",
    "_nothing.html": "_no_results.html",
    "_said.html": "_list_status.html",
    "_silence.html": "_flat_line.html",
    "_stations.html": "_topic_nav.html",
    "_switches.html": "_preferences.html",
    "_turn.html": "_prev_next.html",
    "_year.html": "_year_chart.html",
}
OLD_TAGS = {"kept": "fragment", "lasting": "content_fragment", "fresh": "uncached"}
OLD_VARIABLES = {"of": "cache_key", "look": "variant", "list": "listing", "turn": "prev_next"}
OLD_CLASSES = {
    "mast": "masthead",
    "tally": "list-status",
    "vh": "visually-hidden",
    "slash": "shortcut-toggle",
    "tongue": "language-switch",
    "stations": "topic-nav",
    "ex": "excerpt",
    "hug": "math-punct",
}
NEW_TEMPLATES = {new: old for old, new in OLD_TEMPLATES.items()}


CLASS_ATTRIBUTE = re.compile(r"""(?<=class=)(?:"[^"]*"|'[^']*')""")
CLASS_NAME = re.compile(rf"(?<![\w-])(?:{'|'.join(OLD_CLASSES)})(?![\w-])")


# Templates


class CachedLoader(FallbackLoader):
    """The cached loader, which also knows templates by their old names."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        return super().get_template(OLD_TEMPLATES.get(template_name, template_name), skip)


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


def with_new_classes(text: str) -> str:
    """The template with the new class before each old one, since our stylesheet has only these."""
    return CLASS_ATTRIBUTE.sub(add_new_classes, text)


def add_new_classes(attribute: re.Match[str]) -> str:
    value = attribute[0]
    for old in old_classes_alone(value):
        value = re.sub(rf"(?<![\w-]){old}(?![\w-])", f"{OLD_CLASSES[old]} {old}", value)
    return value


def old_classes_alone(value: str) -> list[str]:
    """The old classes in a class attribute that lacks the new ones."""
    classes = value.strip("\"'").split()
    return [old for old in CLASS_NAME.findall(value) if OLD_CLASSES[old] not in classes]


# Context variables


def with_old_variables(context: dict[str, Any]) -> dict[str, Any]:
    """The context of a template, with its variables under their old names too."""
    old = {old: context[new] for old, new in OLD_VARIABLES.items() if new in context}
    return {**context, **old}


def render_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Like Django's `render()`, with the variables under their old names too."""
    return render(request, template, with_old_variables(context))
