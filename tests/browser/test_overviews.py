"""Overviews and results of a search fit the window, and lead where they say."""

import pytest
from playwright.sync_api import expect

from articles.models import Series
from tests.factories import make_article, make_topic

BODY = "开头。\n\n## 推导\n\n这一节说 attention。\n\n" + "字" * 4000 + "\n\n## 小结\n\n没有。"
ADDRESSES = ("/topics/", "/tags/", "/series/", "/archive/", "/search/", "/search/?q=attention")


@pytest.fixture(autouse=True)
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


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", ADDRESSES)
def test_overviews_fit_the_window(visit, address, width):
    page = visit(address, width=width, locale="zh-CN")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert not page.problems


@pytest.mark.parametrize("width", [360, 1280])
def test_a_result_leads_to_the_section_that_has_the_hit(visit, width):
    page = visit("/search/?q=attention", width=width, locale="zh-CN")
    page.locator(".hits a").first.click()
    page.wait_for_url("**#*")
    expect(page.locator("h2:target")).to_contain_text("推导")
    expect(page.locator("h2:target")).to_be_in_viewport()
