"""Positions and sizes of the parts of formulas, measured in Chromium and Firefox.

`pytest tests/browser/test_formula_pictures.py --sheet FOLDER` also writes screenshots of all
formulas beside KaTeX's, for people to compare.
"""

from pathlib import Path

import pytest

from tests.browser.firefox import firefox
from tests.browser.pictures.beside import draw, publish
from tests.browser.pictures.drawing import SCALE, NothingDrawn
from tests.browser.pictures.facts import as_wide_as_theirs
from tests.browser.pictures.table import PICTURES

WIDTH = "() => document.documentElement.scrollWidth"


@pytest.fixture
def article(settings):
    return publish(settings, PICTURES)


@pytest.fixture
def sheet(request):
    """Write a screenshot of a page if --sheet is given."""

    def write(page, name):
        if folder := request.config.getoption("--sheet"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            Path(folder, f"{name}.png").write_bytes(page.screenshot(full_page=True))

    return write


def with_fonts_from_the_start(page):
    """Load fonts as on a second visit."""

    def wait(route):
        answer = route.fetch()
        body = answer.text().replace("font-display: optional", "font-display: block")
        route.fulfill(response=answer, body=body)

    page.route("**/longwave*.css", wait)


@pytest.fixture
def chromium_page(visit, article):
    return visit(article, before=with_fonts_from_the_start, device_scale_factor=SCALE)


def wrong_with(drawing, fact):
    try:
        return fact(drawing)
    except NothingDrawn as part:
        return f"nothing is drawn of {part}"


def check(page, browser):
    wrong = []
    for picture, drawing in zip(PICTURES, draw(page, PICTURES), strict=True):
        facts = (*picture.facts, as_wide_as_theirs)
        failed = {fact.__name__: found for fact in facts if (found := wrong_with(drawing, fact))}
        if not getattr(picture, browser, ""):
            wrong += [f"{picture.latex}: {name}? {found}" for name, found in failed.items()]
        elif not failed:
            wrong.append(f"{picture.latex}: {browser} does it by now, which the table denies")
    assert not wrong, "\n".join(wrong)


def test_formulas_in_chromium(chromium_page):
    chromium_page.set_viewport_size({"width": 1280, "height": 360})
    check(chromium_page, "chromium")


def test_formulas_in_firefox(article, live_server, sheet):
    with firefox() as page:
        page.resize(1280, 360, SCALE)
        page.goto(live_server.url + article)
        try:
            check(page, "firefox")
        finally:
            page.evaluate("() => document.body.classList.remove('measuring')")
            sheet(page, "firefox")
        page.resize(360, 900, SCALE)
        assert page.evaluate(WIDTH) <= 360


def test_formulas_do_not_widen_the_page(chromium_page, sheet):
    page = chromium_page
    draw(page, PICTURES)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            sheet(page, f"{width}-{theme}")
            assert page.evaluate(WIDTH) <= width
