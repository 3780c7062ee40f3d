"""Pictures of formulas for feeds: files in `formulas/` of the data folder, named by their content.

They are drawn in the background when an article is published, or when a feed lacks them. An empty
file stands for a formula that cannot be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import transaction

from rendering import (
    FORMULA_DRAWER,
    FORMULA_DRAWING,
    FormulaSize,
    formula_size,
    formulas_of,
)

HEAD = 300  # characters of a picture, which contain its size
PATIENCE = 8.0  # seconds that a request waits for one picture


def picture_name(mathml: str) -> str:
    """Digest of the formula and of the version of the drawing code."""
    return sha256(f"{FORMULA_DRAWING}\n{mathml}".encode()).hexdigest()[:32]


def picture_path(name: str) -> Path:
    return Path(settings.DATA / "formulas" / name[:2] / f"{name}.svg")


def drawn_size(name: str) -> FormulaSize | None:
    """None if the formula cannot be drawn. Raises OSError if it is not drawn yet."""
    with picture_path(name).open(encoding="utf-8") as file:
        return formula_size(file.read(HEAD))


def picture_of(name: str) -> str:
    """The SVG; "" if there is none, or none yet."""
    try:
        return picture_path(name).read_text(encoding="utf-8")
    except OSError:
        return ""


def draw_soon(formulas: Iterable[str]) -> None:
    """Let those that are not drawn be drawn in the background."""
    paths = ((picture_path(picture_name(mathml)), mathml) for mathml in formulas)
    FORMULA_DRAWER.draw([(str(path), mathml) for path, mathml in paths if not path.exists()])


def draw_after_commit(html: str) -> None:
    """The feed of a published article is asked for within minutes."""
    if formulas := formulas_of(html):
        transaction.on_commit(partial(draw_if_wanted, formulas), robust=True)


def draw_if_wanted(formulas: list[str]) -> None:
    site = apps.get_model("articles", "SiteSettings").current()
    if site.has_formula_pictures:
        draw_soon(formulas)


def drawn_for_request(name: str, html: str) -> str:
    """The SVG of the formula with this name in `html`, drawn now if it is missing; "" if none."""
    for mathml in formulas_of(html):
        if picture_name(mathml) == name:
            FORMULA_DRAWER.wait([(str(picture_path(name)), mathml)], PATIENCE)
            return picture_of(name)
    return ""
