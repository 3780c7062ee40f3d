"""Which mark ends which."""

from collections import Counter

from .mark import Tag


def pair(tags: list[Tag]) -> None:
    """Give each mark that encloses something its end: the nearest one before of the same name."""
    open_tags: list[Tag] = []
    waiting: Counter[tuple[str, str]] = Counter()
    for tag in tags:
        key = (tag.system, tag.name)
        if tag.settled or tag.single or tag.end_tag is not None:
            continue
        if not tag.closing:
            open_tags.append(tag)
            waiting[key] += 1
        elif waiting[key]:
            while True:
                opening = open_tags.pop()
                waiting[opening.system, opening.name] -= 1
                if (opening.system, opening.name) == key:
                    break
            opening.end_tag = tag
            tag.settled = True
