"""The fonts of formulas on a first visit, without a mathematics font on the machine."""

import os
import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import QUIET, wait_for
from tests.factories import make_article

# Bytes a second and milliseconds: a slow phone, a phone, a line at home.
LINES = {"slow": (50_000, 150), "middling": (200_000, 150), "fast": (1_250_000, 40)}
OWN = "STIX Two Math"
CORE = re.compile(r"/stix-two-math(\.\w+)?\.woff2")
PARAGRAPH = (
    "设 $x_i = \\sqrt{\\alpha_i^2 + \\beta}$ 与 $\\hat y = \\sum_j w_{ij} x_j \\le \\frac{1}{2}$，"
    "于是 $p(x \\mid \\theta) \\to \\lVert x \\rVert$ 在这一行里，还有一些字把它带到下一行去。"
)
DISPLAY = "$$\\left( \\int_0^\\infty \\frac{\\sin x}{x}\\,dx \\right)^2 = \\frac{\\pi^2}{4}$$"
BODY = "\n\n".join([PARAGRAPH, DISPLAY, PARAGRAPH + PARAGRAPH, DISPLAY, "## 节", PARAGRAPH] * 2)
RARE = "式 $\\mathbb{E}\\,\\mathcal{L}$、$\\bigoplus_i V_i$ 与 $A \\xrightleftharpoons{k} B$。"
SHIFTS = """() => new Promise(done => {
    let sum = 0;
    const observer = new PerformanceObserver(list => {
        for (const entry of list.getEntries()) sum += entry.value;
    });
    observer.observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 300);
})"""
LOADED = """(family) => [...document.fonts].find(
    (font) => font.family.replaceAll('"', "") === family).status === "loaded\""""
CONFIGURATION = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include><cachedir>{cache}</cachedir><selectfont>
<rejectfont><glob>*/dejavu/*</glob></rejectfont><rejectfont><glob>*[Mm]ath*</glob></rejectfont>
<rejectfont><glob>*STIX*</glob></rejectfont></selectfont></fontconfig>
"""


@pytest.fixture(scope="module")
def chromium(chromium, tmp_path_factory):
    """A browser on a machine without fonts for formulas."""
    folder = tmp_path_factory.mktemp("fonts")
    (folder / "fonts.conf").write_text(CONFIGURATION.format(cache=folder))
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = chromium.browser_type.launch(
        executable_path=shutil.which("chromium-headless-shell"),
        args=[*QUIET, *sandbox, "--font-render-hinting=none"],
        env=os.environ | {"FONTCONFIG_FILE": str(folder / "fonts.conf")},
    )
    yield browser
    browser.close()


def slow_down(line):
    bytes_a_second, latency = LINES[line]

    def emulate(page):
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": latency,
                "downloadThroughput": bytes_a_second,
                "uploadThroughput": bytes_a_second,
            },
        )

    return emulate


def fonts_of_formulas(page, selector="math :is(mi, mo, mn)"):
    """The names of the fonts that draw formulas; fonts of the site have a star."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})
    fonts = set()
    for node in found["nodeIds"]:
        used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        fonts |= {f"{font['familyName']}{'*' * font['isCustomFont']}" for font in used}
    return fonts


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("line", LINES)
def test_a_first_visit_has_formulas_in_their_font_and_no_shift(visit, line, width):
    make_article(slug="first", body=BODY)
    page = visit("/articles/first/", width=width, before=slow_down(line))
    wait_for(page, lambda: page.evaluate(LOADED, "LW Math"))
    assert page.evaluate(SHIFTS) <= 0.01
    assert fonts_of_formulas(page) == {f"{OWN}*"}


@pytest.mark.parametrize("line", LINES)
def test_rare_signs_are_in_the_second_font(visit, line):
    make_article(slug="rare", body=RARE)
    page = visit("/articles/rare/", requests=True, before=slow_down(line))
    page.wait_for_load_state("networkidle")
    assert fonts_of_formulas(page) == {f"{OWN}*"}
    assert any("stix-two-math-more" in path for path in page.asked)


def test_signs_in_titles_and_contents_are_in_the_font_of_formulas(visit):
    body = "## √n\n\n文。\n\n## ≤\n\n文。\n\n![∑](/media/a.png)\n"
    make_article(slug="signs", title="√n", body=body)
    page = visit("/articles/signs/")
    for place in ("h1", ".prose h2", "div.toc li span", ".dial a > span"):
        wait_for(page, lambda place=place: f"{OWN}*" in fonts_of_formulas(page, place))


def test_common_formulas_need_no_second_font(visit):
    make_article(slug="common", body=BODY)
    page = visit("/articles/common/", requests=True)
    page.wait_for_load_state("networkidle")
    assert not any("stix-two-math-more" in path for path in page.asked)


@pytest.fixture
def waiting(visit, live_server):
    """An article whose font of formulas is on its way, and a function that lets it arrive.

    The clock of the page stands still.
    """
    make_article(slug="waiting", body=BODY)
    page, held = visit("/"), []
    page.clock.install(time=0)
    page.clock.pause_at(3_600_000)
    page.route(CORE, lambda route: held.append(route))
    page.goto(f"{live_server.url}/articles/waiting/", wait_until="commit")
    expect(page.locator("html")).to_have_attribute("data-formulas", "hidden")
    wait_for(page, lambda: page.evaluate(LOADED, "LW Math Space"))
    return page, lambda: [route.continue_() for route in held]


def boxes(page):
    """Positions and sizes of the formulas that are near the window, in whole pixels."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".prose > :nth-child(-n + 8) math")].map((math) => {
            const {x, y, width, height} = math.getBoundingClientRect();
            return [x, y, width, height].map(Math.round);
        })"""
    )


def test_formulas_keep_their_space_unseen_while_their_font_is_loaded(waiting):
    page, arrive = waiting
    before = boxes(page)
    expect(page.locator("math").first).to_have_css("opacity", "0")
    arrive()
    expect(page.locator("math").first).to_have_css("opacity", "1")
    wait_for(page, lambda: page.evaluate(LOADED, "LW Math"))
    assert boxes(page) == before
    assert fonts_of_formulas(page) == {f"{OWN}*"}


def test_after_three_seconds_other_fonts_draw_formulas(waiting):
    page, arrive = waiting
    page.clock.run_for(3000)
    expect(page.locator("math").first).to_have_css("opacity", "1")
    families = page.locator("math").first.evaluate("(math) => getComputedStyle(math).fontFamily")
    assert families.index("Cambria Math") < families.index("LW Math Space")
    arrive()
    wait_for(page, lambda: page.evaluate(LOADED, "LW Math"))
    assert fonts_of_formulas(page) == {f"{OWN}*"}
