"""Old names in themes: templates, template tags, context variables and CSS classes.

A theme of the previous version keeps working for one version: theme_templates.py loads it, and
theme_warnings.py says what to change. To end the support, remove this module and what imports it
there, theme_warnings.py, `templatetags/keeping.py`, and the old class wherever a template has both.
"""

import re

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
# The setting TEMPLATES has the libraries under their old names, except `keeping`.
OLD_LIBRARIES = {
    "keeping": "fragments",
    "fonts": "head",
    "sharing": "head",
    "theme": "head",
}
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
