"""Template tags for the signal strip, the section navigation and the contents of an article."""

from typing import NamedTuple

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.detail.contents import ContentsEntry, contents_entries
from articles.graphics import joined_strips, strips
from articles.graphics.section_groups import SectionGroup, place_svg, section_groups
from articles.models import Article

register = template.Library()

SMALL = 0.4  # of the scale of lists
MOST_IN_A_ROW = 40


class NavSection(NamedTuple):
    """A link of the section navigation, to one section or to the first of several.

    `last` is the number of the last of several; `names` has the names of all.
    """

    id: str
    number: str
    title: SafeString
    drawing: SafeString
    last: str
    names: list[str]


@register.simple_tag(name="strip")
def strip_tag(article: Article, scale: float = 1) -> SafeString:
    return mark_safe(strips.strip_svg(article.strip, escape(strip_description(article)), scale))


@register.simple_tag
def small_strip(article: Article) -> SafeString:
    """The strip at a scale for lists of links. Links have a text, so it is not named."""
    return mark_safe(strips.strip_svg(article.strip, "", SMALL))


@register.simple_tag
def strip_row(articles: list[Article]) -> list[tuple[Article, SafeString]]:
    """The articles with their strips at one scale; empty if they are too many for one row."""
    if not 2 <= len(articles) <= MOST_IN_A_ROW:
        return []
    drawn = joined_strips.row_of_strips([article.strip for article in articles])
    return [(article, mark_safe(strip)) for article, strip in zip(articles, drawn, strict=True)]


@register.simple_tag(name="strip_in_words")
def strip_description_tag(article: Article) -> str:
    return strip_description(article)


@register.simple_tag
def place_line(article: Article) -> SafeString:
    """The sections of an article as a line; what marks the place in it is drawn by CSS."""
    return mark_safe(place_svg(article.strip))


@register.simple_tag(name="contents")
def contents_tag(article: Article) -> list[ContentsEntry]:
    return contents_entries(article.toc)


@register.simple_tag(name="dial")
def section_nav(article: Article) -> list[NavSection]:
    """Groups of sections with their drawings; empty for fewer than two sections."""
    groups = section_groups(article.strip)
    if sum(len(group.ids) for group in groups) < 2:
        return []
    entries = {entry.id: entry for entry in contents_entries(article.toc)}
    return [nav_section(group, entries) for group in groups]


def nav_section(group: SectionGroup, entries: dict[str, ContentsEntry]) -> NavSection:
    """A beginning is named only where no section is joined to it."""
    drawing = mark_safe(group.drawing)
    sections = [entries[each] for each in group.ids if each in entries]
    if not sections:
        return NavSection("", "", escape(_("Beginning")), drawing, "", [_("Beginning")])
    first, last = sections[0], sections[-1]
    names = [section.name for section in sections]
    return NavSection(
        first.id, first.number, first.title, drawing, last.number if last != first else "", names
    )


def strip_description(article: Article) -> str:
    """Description of the strip: “Signal strip: prose 59%, code 23%”."""
    names = {"p": _("prose"), "c": _("code"), "f": _("formulas"), "g": _("figures")}
    shares = strips.channel_shares(article.strip)
    parts = _(", ").join(f"{names[channel]} {share}%" for channel, share in shares.items())
    return _("Signal strip: %(parts)s") % {"parts": parts}
