"""The seam of the writing form: the sections of a text with the strip of each, upright."""

from collections.abc import Mapping
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.detail.contents import ContentsEntry, contents_entries
from articles.graphics.section_groups import SectionGroup, section_groups
from articles.models import Article


class SeamPart(NamedTuple):
    """A section, or several that are too short for a button each. `line` is that of the first.

    `begins` says that it contains what stands before the first heading.
    """

    line: int
    number: str
    names: list[str]
    begins: bool
    drawing: SafeString


def seam_html(article: Article, lines: Mapping[str, int]) -> str:
    """Buttons for the sections of a rendered article; `lines` has the line of a heading by id."""
    entries = {entry.id: entry for entry in contents_entries(article.toc)}
    groups = section_groups(article.strip, is_upright=True)
    parts = [seam_part(group, entries, lines) for group in groups]
    shown = {"parts": parts, "language": article.language}
    return render_to_string("desk/_seam.html", shown)


def seam_part(
    group: SectionGroup, entries: Mapping[str, ContentsEntry], lines: Mapping[str, int]
) -> SeamPart:
    drawing = mark_safe(group.drawing)
    sections = [entries[each] for each in group.ids if each in entries]
    names = [section.name for section in sections]
    if not sections or group.ids[0] == "":
        return SeamPart(1, "", names, begins=True, drawing=drawing)
    first = sections[0]
    line = lines.get(first.id, 1)
    return SeamPart(line, first.number, names, begins=False, drawing=drawing)
