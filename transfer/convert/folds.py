"""Tabs, and callouts that have no CommonMark syntax: written as HTML or as fences."""

from html import escape

from rendering.markdown_source.fences import is_fence, with_tab
from rendering.parts.callout_kinds import callout_class

TabPanel = tuple[str, list[str]]


def write_tabs(parts: list[TabPanel]) -> list[str]:
    """Write tabs as consecutive fences if each has one fence only, else as <details>."""
    if all(is_fence(body) and '"' not in title for title, body in parts):
        fences = [with_tab(body, title) for title, body in parts]
        return [line for lines in fences for line in ["", *lines]][1:]
    folds = [
        fold_panel(title, body, is_first=not number) for number, (title, body) in enumerate(parts)
    ]
    return wrap_element(
        '<div class="tabs" markdown="1">', [line for fold in folds for line in fold][:-1]
    )


def fold_panel(title: str, body: list[str], *, is_first: bool) -> list[str]:
    state = ' open="open"' if is_first else ""
    lines = [f"<summary>{escape(title, quote=False)}</summary>", "", *body]
    return [*wrap_element(f'<details class="tab"{state} markdown="1">', lines), ""]


def untitled_callout(kind: str, body: list[str]) -> list[str]:
    """Write a callout without a title: the syntax [!note] would get the title of its kind."""
    opening = f'<aside class="{callout_class(kind, stacked=True)}" role="note" markdown="1">'
    return wrap_element(opening, wrap_element('<div markdown="1">', body))


def wrap_element(opening: str, lines: list[str]) -> list[str]:
    """Wrap lines of Markdown in an HTML element."""
    name = opening[1 : opening.index(" ")]
    return [opening, "", *lines, "", f"</{name}>"]
