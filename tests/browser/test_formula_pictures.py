"""Formulas look as LaTeX means them: places and sizes of their parts, measured on the page.

`pytest tests/browser/test_formula_pictures.py --sheet FOLDER` also writes pictures of all of them
beside KaTeX's, for people to look at.
"""

from pathlib import Path

import pytest

from tests.browser.pictures.beside import draw
from tests.browser.pictures.facts import as_wide_as_theirs
from tests.browser.pictures.table import GROUPS


def wrong_with(picture, drawing):
    facts = (*picture.facts, as_wide_as_theirs)
    return [
        f"{picture.latex}: {fact.__name__}? {wrong}" for fact in facts if (wrong := fact(drawing))
    ]


@pytest.mark.parametrize("group", GROUPS)
def test_pictures_say_what_their_latex_says(visit, group):
    page, drawings = draw(visit, GROUPS[group])
    page.set_viewport_size({"width": 1280, "height": 360})
    pairs = zip(GROUPS[group], drawings, strict=True)
    wrong = [line for picture, drawing in pairs for line in wrong_with(picture, drawing)]
    assert not wrong, "\n".join(wrong)


def test_there_are_eighty_pictures():
    assert sum(map(len, GROUPS.values())) == 80


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_picture_widens_the_page(visit, request, width, theme):
    pictures = [picture for group in GROUPS.values() for picture in group]
    page, _drawings = draw(visit, pictures, width=width, theme=theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := request.config.getoption("--sheet"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder, f"{width}-{theme}.png"), full_page=True)
