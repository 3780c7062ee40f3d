"""Notebooks of Jupyter as Markdown: notebook_as_markdown(). Nothing in them is run.

cells.py          cells as Markdown
outputs.py        what cells have shown
terminal_text.py  text as a terminal shows it
data_addresses.py pictures within a text, as `data:` addresses
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from transfer.front_matter_yaml import front_matter_text
from transfer.json_values import object_of, objects_of, text_value
from transfer.messages import ImportFailure
from transfer.reading.front_matter_block import split_front_matter

from .cells import NotebookText, cells_of_notebook

__all__ = ["NOTEBOOK", "ReadNotebook", "notebook_as_markdown"]

NOTEBOOK = ".ipynb"


class ReadNotebook(NamedTuple):
    """`markdown` has front matter, and pictures as `data:` addresses.

    `left_out` is the number of outputs that need scripts and have no text.
    """

    markdown: str
    left_out: int


def notebook_as_markdown(source: str) -> ReadNotebook:
    """Read the JSON of a notebook of version 3 or 4. Raises ImportFailure if it is none."""
    try:
        value = object_of(json.loads(source))
    except (ValueError, RecursionError) as error:
        raise ImportFailure("notebook-broken", reason=error) from error
    if not ("cells" in value or "worksheets" in value):
        raise ImportFailure("notebook-without-cells")
    text = NotebookText(language_of_notebook(value))
    for cell in cells_of_notebook(value):
        text.add(cell)
    return ReadNotebook(with_metadata(value, text.markdown()), text.left_out)


def with_metadata(value: Mapping[str, Any], markdown: str) -> str:
    """The text with what the metadata state, below the front matter that a first cell may have.

    Broken front matter stays as it is, since it may say that the text is private.
    """
    try:
        block = split_front_matter(markdown)
    except ImportFailure:
        return markdown
    stated = {key: each for key, each in stated_values(value).items() if each}
    head = {**stated, **block.values}
    if block.problems or not head:
        return markdown
    body = block.body if block.values else markdown
    return f"{front_matter_text(head)}\n{body}"


def stated_values(value: Mapping[str, Any]) -> dict[str, Any]:
    stated = object_of(value.get("metadata"))
    authors = [text_value(each.get("name")) for each in objects_of(stated.get("authors"))]
    return {
        "title": text_value(stated.get("title")),
        "date": text_value(stated.get("date")),
        "author": next(iter(authors), "") or text_value(stated.get("author")),
        "tags": stated.get("tags") if isinstance(stated.get("tags"), list) else [],
    }


def language_of_notebook(value: Mapping[str, Any]) -> str:
    """The language of the kernel, in which code cells are written."""
    stated = object_of(value.get("metadata"))
    places: Iterator[Any] = (
        object_of(stated.get(name)).get(key)
        for name, key in (("language_info", "name"), ("kernelspec", "language"))
    )
    return next(filter(None, map(text_value, places)), "python").lower()
