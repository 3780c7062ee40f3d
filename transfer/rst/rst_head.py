"""What a text of Pelican, Nikola or ablog states about itself, as front matter."""

import re
from typing import Any

from docutils import nodes

# Nikola: comments at the top
FIELD = re.compile(r"\.\. ([a-z_]+):(?!:) ?(.*)")
ZONE = re.compile(r" ?UTC(?=[+-]\d)")  # 2013-06-11 09:28:09 UTC-05:00
LISTS = frozenset({"tags", "keywords"})


def nikola_head(source: str) -> tuple[dict[str, Any], str]:
    """Return the fields in comments at the top, and the text below them."""
    lines = source.lstrip("\n").split("\n")
    stated = dict[str, Any]()
    for number, line in enumerate(lines):
        match = FIELD.fullmatch(line.rstrip())
        if match is None and line.strip():
            return stated, "\n".join(lines[number:]) if stated else source
        if match and match[2].strip():
            stated[match[1]] = value_of_field(match[1], match[2])
    return stated, "" if stated else source


def head_of(tree: nodes.document) -> dict[str, Any]:
    """Return the title and the fields at the top, which leave the tree."""
    stated = dict[str, Any]()
    title = next((each for each in tree.children if isinstance(each, nodes.title)), None)
    if title is not None:
        stated["title"] = title.astext()
        subtitle = next((each for each in tree.children if isinstance(each, nodes.subtitle)), None)
        if subtitle is not None:
            stated["subtitle"] = subtitle.astext()
            tree.remove(subtitle)
        tree.remove(title)
    first = next((each for each in tree.children if not isinstance(each, nodes.comment)), None)
    if isinstance(first, nodes.field_list):
        for field in first.children:
            name, body = (child.astext().strip() for child in field.children[:2])
            stated[name.lower()] = value_of_field(name.lower(), body)
        tree.remove(first)
    return {name: value for name, value in stated.items() if value}


def value_of_field(name: str, value: str) -> Any:
    if name not in LISTS:
        return ZONE.sub("", " ".join(value.split()))
    return [each for part in re.split("[,;，；]", value) if (each := part.strip())]
