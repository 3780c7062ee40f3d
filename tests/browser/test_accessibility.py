"""axe-core finds no violation on any page; tab stops, names and sizes of targets."""

from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings

from articles.models import Article, Page, Series
from tests.browser.conftest import wait_for
from tests.factories import make_article

AXE = Path(settings.BASE, "build/npm/node_modules/axe-core/axe.min.js")
# Of the rules that axe runs, only that of media asks for anything to be loaded beforehand. By
# default axe loads and parses all style sheets as well, for a rule that it does not run.
RUN = """() => axe
    .run(document, {
        resultTypes: ["violations"],
        rules: {"target-size": {enabled: true}},
        preload: {assets: ["media"]},
    })
    .then(found => found.violations.flatMap(rule => rule.nodes.map(node => [rule.id, node.html])))
"""
BOXES = ".prose :is(.eq > .box, pre, .tbl)"
# Whether exactly what scrolls is a tab stop.
STOPS_ARE_RIGHT = f"""() => [...document.querySelectorAll("{BOXES}")].every(
    box => (box.scrollWidth > box.clientWidth + 1) === box.hasAttribute("tabindex"))
"""
# axe would find parts that are not laid out yet in places where they will not be.
LAY_OUT_ALL = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets.push(sheet);
}"""
EVERYTHING = """

=== "one"
    ```python
    x = 1
    ```

=== "two"
    text

| $\\eta$ | b |
|:------:|--:|
| 1      | 2 |

- [x] done
- [ ] to do

![A drawing](/static/icon.svg "a caption")

https://youtu.be/aaaaaaaaaaa

<video src="/uploads/none.mp4" controls></video>

??? note "folded, with [a link](https://example.com/) and a note[^1]"
    more

|     | $\\hat{\\eta}$ |
|-----|-------------|
| [$x$](https://example.com/x) | 1 |

## $\\alpha$

$\\text{a formula in a sentence that is very long} + \\text{and does not fit a phone}$
"""
PAGES = [
    "/",
    "/topics/",
    "/topics/zi-ran-yu-yan/",
    "/tags/",
    f"/tags/{quote('注意力')}/",
    "/series/",
    "/series/guide/",
    "/archive/",
    "/authors/xiaoyun/",
    "/search/",
    "/search/?q=alpha",
    "/articles/rich/",
    "/articles/gone/",
    "/nothing/",
    "/about/",
    "/feed.xml",
    "/rss.xml",
]


@pytest.fixture
def everything(rich_article):
    """A site with a series, a translation, a page and a deleted article."""
    if not AXE.is_file():
        pytest.fail("axe-core is missing: it comes from npm, by scripts/setup.sh")
    series = Series.objects.create(name="Guide", slug="guide", description="In order.")
    rich_article.body += EVERYTHING
    rich_article.series = series
    rich_article.save()
    make_article(title="Attention", slug="en", language="en", translation_of=rich_article)
    make_article(title="后一篇", slug="later", series=series).tags.add("注意力")
    Page.objects.create(title="About", slug="about", body="Text.", language="en", in_menu=True)
    make_article(slug="gone")
    Article.objects.filter(slug="gone").delete()


def violations(page):
    """Pairs of a rule of axe and the HTML that breaks it. The page needs `bypass_csp=True`."""
    page.evaluate(AXE.read_text())
    return page.evaluate(RUN)


@pytest.mark.parametrize(
    "options",
    [
        {"theme": "light", "width": 1280, "locale": "zh-CN"},
        {"theme": "dark", "width": 360, "locale": "en-GB"},
    ],
    ids=["light", "dark"],
)
def test_axe_finds_no_violation(visit, live_server, everything, options, subtests):
    page = visit(PAGES[0], bypass_csp=True, **options)
    for path in PAGES:
        with subtests.test(path):
            page.goto(live_server.url + path)
            page.evaluate(LAY_OUT_ALL)
            wait_for(page, lambda: page.evaluate(STOPS_ARE_RIGHT))
            assert violations(page) == []


def test_only_what_scrolls_is_a_tab_stop(visit, everything):
    page = visit("/articles/rich/", width=360)
    page.keyboard.press("Tab")
    wait_for(page, lambda: page.evaluate(STOPS_ARE_RIGHT))
    stops = page.locator(".prose [tabindex='0']").count()
    assert 0 < stops < page.locator(BOXES).count()
    page.set_viewport_size({"width": 1280, "height": 900})
    wait_for(page, lambda: page.evaluate(STOPS_ARE_RIGHT))
    assert page.locator(".prose [tabindex='0']").count() < stops


def test_a_box_that_scrolls_has_a_name_and_others_have_none(visit):
    body = f"$$L = {' + '.join('abcdefghijklmnopqrstuvwxyz')} \\tag{{7}}$$\n\n$$x^2$$"
    make_article(title="公式", slug="names", body=body)
    page = visit("/articles/names/", width=360)
    wait_for(page, lambda: page.evaluate(STOPS_ARE_RIGHT))
    assert page.get_by_role("group", name="公式 (7)").count() == 1
    assert page.locator(".prose [role=group]").count() == 1


def test_a_box_that_scrolls_is_reached_without_script(visit):
    make_article(title="代码", slug="wide", body=f"```text\n{'x' * 400}\n```")
    page = visit("/articles/wide/", script=False, width=360)
    reached = []
    for _press in range(20):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.localName"))
    assert "pre" in reached


def test_far_boxes_become_tab_stops_at_the_first_key(visit):
    formula = f"$$L = {' + '.join('abcdefghijklmnopqrstuvwxyz')}$$"
    body = "\n\n".join(["一段文字。" * 100, formula] * 30)
    make_article(title="很长", slug="long", body=body)
    page = visit("/articles/long/", width=360)
    page.keyboard.press("Tab")
    wait_for(page, lambda: page.locator(".box[tabindex]").count() == 30)


def test_small_links_are_targets_of_24_pixels(visit, everything):
    page = visit("/articles/rich/", width=360)
    for link in page.locator(".prose a:is(.sec, .back)").all():
        box = link.bounding_box()
        assert min(box["width"], box["height"]) >= 24, link.inner_text()
