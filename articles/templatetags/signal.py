"""Template tags for the signal strip and the section navigation of an article."""

from typing import Any, NamedTuple

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.graphics import strips
from articles.models import Article

register = template.Library()


class NavSection(NamedTuple):
    id: str
    number: str
    title: SafeString
    drawing: SafeString


@register.simple_tag(name="strip")
def strip_tag(article: Article, scale: float = 1) -> SafeString:
    return mark_safe(strips.strip_svg(article.strip, escape(strip_description(article)), scale))


@register.simple_tag(name="strip_in_words")
def strip_description_tag(article: Article) -> str:
    return strip_description(article)


@register.simple_tag(name="dial")
def section_nav(article: Article) -> list[NavSection]:
    """Sections with their drawings; empty for fewer than two sections."""
    headings = {heading["id"]: heading for heading in article.toc}
    drawn = strips.section_drawings(article.strip)
    if len(drawn) < 2:
        return []
    numbers = article.section_numbers
    return [
        NavSection(
            section.id,
            numbers.get(section.id, ""),
            section_title(headings.get(section.id)),
            mark_safe(drawing),
        )
        for section, drawing in drawn
    ]


def section_title(heading: dict[str, Any] | None) -> SafeString:
    if heading is None:
        return escape(_("Beginning"))
    return mark_safe(heading["html"]) if heading.get("html") else escape(heading["text"])


def strip_description(article: Article) -> str:
    """Description of the strip: “Signal strip: prose 59%, code 23%”."""
    names = {"p": _("prose"), "c": _("code"), "f": _("formulas"), "g": _("figures")}
    shares = strips.channel_shares(article.strip)
    parts = _(", ").join(f"{names[channel]} {share}%" for channel, share in shares.items())
    return _("Signal strip: %(parts)s") % {"parts": parts}
