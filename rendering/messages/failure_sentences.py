"""Why an article could not be rendered, and where to look first."""

from .extraction import gettext_noop as _

SENTENCES = {
    "nested-too-deep": _(
        "This article is nested too deeply to be rendered. Look for lists, quotes or brackets"
        " inside one another many times over."
    ),
    "too-slow": _(
        "Rendering took more than %(seconds)s seconds of processor time and was stopped. Look for"
        " very long or deeply nested lists, quotes, brackets or formulas, and try the article in"
        " parts. %(place)s"
    ),
    "machine-busy": _(
        "The machine was too busy to render this article. Save it again later, or run manage.py"
        " rerender."
    ),
    "renderer-stopped": _(
        "The renderer stopped unexpectedly on this article. Look for an unusually deep formula,"
        " list or quote, and try the article in parts. %(place)s"
    ),
    "memory-used-up": _(
        "Rendering needed too much memory and was stopped. Try the article in parts. %(place)s"
    ),
    "unexpected-error": _(
        "This article could not be rendered (%(error)s). Try it in parts to find the place."
    ),
    "look-at-long-line": _("Look at line %(line)s first: it has %(characters)s characters."),
    "look-at-deep-line": _(
        "Look at line %(line)s first: it opens %(depth)s things inside one another."
    ),
    "look-at-long-block": _(
        "Look at lines %(first)s to %(last)s first: they are one block without an empty line."
    ),
    # Python-Markdown
    "source-too-costly": _("This article cannot be rendered: from line %(line)s on, %(reason)s."),
    "too-many-open-brackets": _("too many brackets open inside one another"),
    "too-many-open-links": _("too many links whose address does not end"),
    "too-many-breaks": _(
        "too many headings, rules or boxes follow each other without an empty line"
    ),
    "too-many-cells-missing": _("the rows of a table lack too many cells"),
    "too-many-cells": _("a table has more than %(most)s cells; divide it into several"),
    "too-many-signs": _("a paragraph has more than %(most)s signs such as *, [ and `"),
    "too-many-open-tags": _("too many tags do not end"),
    "too-many-footnotes": _("too many footnotes"),
    "too-many-references": _("one footnote is referred to more than %(most)s times"),
    "too-many-tabs": _("more than %(most)s tabs"),
}
