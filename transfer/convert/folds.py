"""Tabs, and callouts that Markdown has no spelling for."""

from html import escape

from rendering.parts.callout_kinds import callout_class
from transfer.convert.fences import is_fence, with_tab

Tab = tuple[str, list[str]]


def tabs(parts: list[Tab]) -> list[str]:
    """Fences one after the other where each holds one, else what folds in a page."""
    if all(is_fence(body) and '"' not in title for title, body in parts):
        fences = [with_tab(body, title) for title, body in parts]
        return [line for lines in fences for line in ["", *lines]][1:]
    folds = [folded(title, body, is_first=not number) for number, (title, body) in enumerate(parts)]
    return wrapped(
        '<div class="tabs" markdown="1">', [line for fold in folds for line in fold][:-1]
    )


def folded(title: str, body: list[str], *, is_first: bool) -> list[str]:
    state = ' open="open"' if is_first else ""
    lines = [f"<summary>{escape(title, quote=False)}</summary>", "", *body]
    return [*wrapped(f'<details class="tab"{state} markdown="1">', lines), ""]


def untitled(kind: str, body: list[str]) -> list[str]:
    """A callout without a title; one without a title in brackets would get that of its kind."""
    opening = f'<aside class="{callout_class(kind, stacked=True)}" role="note" markdown="1">'
    return wrapped(opening, wrapped('<div markdown="1">', body))


def wrapped(opening: str, lines: list[str]) -> list[str]:
    """An element with Markdown in it, which Python-Markdown reads the same."""
    name = opening[1 : opening.index(" ")]
    return [opening, "", *lines, "", f"</{name}>"]
