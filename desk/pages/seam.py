"""The seam of the writing form: the sections of a text with the strip of each, upright."""

from collections.abc import Mapping
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.detail.contents import ContentsEntry, contents_entries
from articles.graphics.section_groups import SectionGroup, section_groups
from articles.models import Article


class SeamPart(NamedTuple):
    """A section, or several that are too short for a button each. `line` is that of the first."""

    line: int
    number: str
    names: list[str]
    drawing: SafeString


def seam_html(article: Article, lines: Mapping[str, int]) -> str:
    """Buttons for the sections of a rendered article; `lines` has the line of a heading by id."""
    entries = {entry.id: entry for entry in contents_entries(article.toc)}
    groups = section_groups(article.strip, is_upright=True)
    parts = [seam_part(group, entries, lines) for group in groups]
    return render_to_string("desk/_seam.html", {"parts": parts})


def seam_part(
    group: SectionGroup, entries: Mapping[str, ContentsEntry], lines: Mapping[str, int]
) -> SeamPart:
    drawing = mark_safe(group.drawing)
    sections = [entries[each] for each in group.ids if each in entries]
    if not sections or group.ids[0] == "":
        names = [_("Beginning"), *(section.name for section in sections)]
        return SeamPart(1, "", names, drawing)
    first = sections[0]
    names = [section.name for section in sections]
    return SeamPart(lines.get(first.id, 1), first.number, names, drawing)
