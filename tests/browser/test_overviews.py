"""Overviews and results of a search fit the window, and lead where they say."""

import pytest
from playwright.sync_api import expect

from articles.models import Series
from tests.browser.conftest import in_each_width, scroll_width
from tests.factories import make_article, make_topic

BODY = "开头。\n\n## 推导\n\n这一节说 attention。\n\n" + "字" * 4000 + "\n\n## 小结\n\n没有。"
ADDRESSES = ("/topics/", "/tags/", "/series/", "/archive/", "/search/", "/search/?q=attention")


@pytest.fixture
def articles():
    series = Series.objects.create(name="从注意力到状态空间模型", slug="series")
    for number in range(30):
        article = make_article(
            title=f"第 {number} 篇：从线性注意力到状态空间模型",
            slug=f"n{number}",
            body=BODY,
            category=make_topic("Computational Geometry"),
            series=series,
        )
        article.tags.add("注意力", "Transformer", f"once {number}")


def test_overviews_fit_the_window_and_titles_wrap_below_their_dates_on_a_phone(
    visit, articles, subtests
):
    page = visit("/topics/", locale="zh-CN")
    for address in ADDRESSES:
        with subtests.test(address):
            page.goto(address)
            for width in in_each_width(page, 360, 1280):
                assert scroll_width(page) <= width
            assert not page.problems
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto("/topics/")
    row = page.locator(".entry .row").first
    wrapped = "a => Math.min(...[...a.getClientRects()].map(line => line.left))"
    assert row.locator("a").evaluate(wrapped) == row.bounding_box()["x"]


def test_long_lines_of_code_in_results_fade_at_the_edge(visit):
    make_article(body="```\nattention = " + "x + " * 100 + "\n```")
    page = visit("/search/?q=attention+in:code", width=360)
    fade = "pre => getComputedStyle(pre).animationName"
    assert page.locator(".hits pre").first.evaluate(fade) == "fade-sides"


def test_a_result_leads_to_the_section_that_has_the_hit(visit):
    make_article(body=BODY)
    page = visit("/search/?q=attention", locale="zh-CN")
    for _width in in_each_width(page, 360, 1280):
        page.goto("/search/?q=attention")
        page.locator(".hits a").first.click()
        page.wait_for_url("**#*")
        expect(page.locator("h2:target")).to_contain_text("推导")
        expect(page.locator("h2:target")).to_be_in_viewport()
