"""The end of an article in a browser: places, tools, with and without a script, in print."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Relation, Series, SiteSettings
from tests.browser.conftest import hold, in_each_width, scroll_width
from tests.factories import make_article, make_topic

BODY = "## 一节\n\n" + "文字。" * 200
WIDER = """column => [...column.querySelectorAll("*")].filter(e => !e.closest("svg *, pre *")
    && e.getBoundingClientRect().right > column.getBoundingClientRect().right + 1)
    .map(e => e.outerHTML)"""
SHARED = """
window.shared = [];
navigator.share = (data) => { window.shared.push(data); return Promise.resolve(); };
"""


@pytest.fixture
def end():
    """An article with everything at its end."""
    SiteSettings(reply_to="me@example.org").save()
    series, topic = Series.objects.create(name="账本"), make_topic("NLP")
    for number in (1, 2, 3):
        title = f"第 {number} 讲：从线性注意力到状态空间模型"
        values = {"series": series, "part": number, "category": topic, "body": BODY}
        article = make_article(title=title, slug=f"p{number}", **values)
    Relation.objects.create(article=article, other=make_article(title="相近"), score=0.5)
    return article


def written(day, **values):
    return make_article(published_at=timezone.now() - timedelta(days=9 - day), **values)


def side(page, rel):
    """Where a link stands in its column: its left and right edges as shares of the width."""
    nav = page.locator(".turn").bounding_box()
    box = page.locator(f".turn [rel={rel}] svg").bounding_box()
    return [(x - nav["x"]) / nav["width"] for x in (box["x"], box["x"] + box["width"])]


def test_previous_stands_left_and_next_right_also_alone(visit):
    for day in (1, 2):
        written(day, slug=f"a{day}", body=BODY)
    page = visit("/articles/a2/")
    for _width in in_each_width(page, 360, 1280):
        assert side(page, "prev")[0] < 0.01
        assert "←" in page.locator(".turn [rel=prev]").inner_text()
    page.goto("/articles/a1/")
    for _width in in_each_width(page, 360, 1280):
        assert side(page, "next")[1] > 0.99
        assert "→" in page.locator(".turn [rel=next]").inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_nothing_of_the_end_is_wider_than_its_column(visit, end, script):
    page = visit("/articles/p2/", script=script, locale="zh-CN")
    page.locator(".cite summary").click()
    for width in in_each_width(page, 360, 768, 1280):
        assert page.locator(".after").evaluate(WIDER) == []
        assert scroll_width(page) <= width


def row_of_strips_shows_where_the_reader_is(page):
    tops = page.locator(".part-strips li").evaluate_all(
        "all => all.map(e => getComputedStyle(e).borderTopColor)"
    )
    opacities = page.locator(".part-strips svg").evaluate_all(
        "all => all.map(e => getComputedStyle(e).opacity)"
    )
    assert tops[1] not in {tops[0], tops[2]}
    assert opacities[0] == opacities[1] == "1"
    assert float(opacities[2]) < 1


def test_link_to_the_series_in_the_head_leads_to_its_list(visit, end):
    page = visit("/articles/p2/", script=False)
    page.locator("header a[href='#series']").click()
    expect(page.locator("#series:target")).to_be_in_viewport()


def test_tools_without_a_script_are_links_and_the_citation(visit, end):
    page = visit("/articles/p3/", script=False)
    tools = page.locator(".tools")
    assert tools.get_by_role("button").count() == 0
    assert [link.inner_text() for link in tools.get_by_role("link").all()] == [
        "Markdown source",
        "EPUB",
        "Reply by mail",
    ]
    summary, link = tools.locator("summary"), page.locator(".tools > a").first
    summary.click()
    expect(tools.locator("pre")).to_be_visible()
    line = link.bounding_box()
    assert line["y"] == summary.bounding_box()["y"], "the citation opens below the line"
    assert tools.locator("pre").bounding_box()["y"] >= line["y"] + line["height"]


def test_share_passes_title_and_address_on(visit, end, live_server):
    page = visit("/articles/p3/", before=lambda page: page.add_init_script(SHARED))
    page.get_by_role("button", name="Share").click()
    (shared,) = page.evaluate("window.shared")
    assert shared["url"] == live_server.url + "/articles/p3/"
    assert shared["title"].startswith("第 3 讲")


def test_button_to_share_is_there_only_where_the_browser_shares(visit, end):
    page = visit(
        "/articles/p3/",
        before=lambda page: page.add_init_script("delete Navigator.prototype.share"),
    )
    assert page.get_by_role("button", name="Share").count() == 0


def test_address_of_the_article_and_citation_are_copied(visit, end, live_server):
    page = visit("/articles/p3/#一节", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".tools")).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == live_server.url + "/articles/p3/"
    page.locator(".cite summary").click()
    page.locator(".cite .copy").click()
    expect(page.locator(".cite .copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@misc{")


def end_is_not_printed(page):
    page.emulate_media(media="print")
    expect(page.locator(".after")).to_be_hidden()
    expect(page.locator(".printed")).to_be_visible()


def test_the_end_on_the_screen_and_on_paper(visit, end, subtests):
    page = visit("/articles/p2/")
    hold(subtests, page, row_of_strips_shows_where_the_reader_is, end_is_not_printed)


def test_links_of_the_end_are_large_enough_to_touch(visit, end):
    page = visit("/articles/p2/", width=360, has_touch=True)
    for link in page.locator(".tools > *:not(details), .tools summary, .part-list li").all():
        assert link.bounding_box()["height"] >= 43.9
