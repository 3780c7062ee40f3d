"""Matches start tags with end tags."""

from collections import Counter

from .foreign_tag import ForeignTag


def match_end_tags(tags: list[ForeignTag]) -> None:
    """Set `end_tag`: an end tag belongs to the nearest open tag of its system and name before it.

    Open tags in between stay without an end tag.
    """
    open_tags: list[ForeignTag] = []
    open_counts: Counter[tuple[str, str]] = Counter()
    for tag in tags:
        key = (tag.system, tag.name)
        if tag.is_matched or tag.is_single or tag.end_tag is not None:
            continue
        if not tag.is_end:
            open_tags.append(tag)
            open_counts[key] += 1
        elif open_counts[key]:
            while True:
                opening = open_tags.pop()
                open_counts[opening.system, opening.name] -= 1
                if (opening.system, opening.name) == key:
                    break
            opening.end_tag = tag
            tag.is_matched = True
