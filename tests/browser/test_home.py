"""The first screen of the home page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.conftest import RICH, hold, in_each_width, scroll_width
from tests.factories import make_article, make_topic

TOP = "element => element.getBoundingClientRect().top"
BOTTOM = "element => element.getBoundingClientRect().bottom"
LEFT = "element => element.scrollLeft"
OPACITY = "element => getComputedStyle(element).opacity"
TEXT = "正文写得很长，要占好几行才能看出列表里的摘要是什么样子。" * 12
TOPICS = ("Computational Geometry", "Computer Vision", "Generative Model", "Large Model", "Python")


@pytest.fixture
def articles():
    """Five articles in as many topics, two of them in English, over the last months."""
    for number, topic in enumerate(TOPICS):
        make_article(
            title=f"第 {number} 篇：从线性注意力到状态空间模型",
            slug=f"n{number}",
            body=TEXT + RICH,
            language="en" if number % 2 else "zh-hans",
            category=make_topic(topic),
            published_at=timezone.now() - timedelta(days=40 * number),
        )


def test_the_first_screen_has_title_and_text_of_the_newest_and_on_a_desktop_two_entries(
    visit, articles
):
    page = visit("/", width=360, locale="zh-CN")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert page.locator(".entry h3").first.evaluate(TOP) <= 390
        assert page.locator(".entry .excerpt").first.evaluate(TOP) <= 740 - 6 * 30
        assert scroll_width(page) <= 360
    assert not page.problems
    page.set_viewport_size({"width": 1280, "height": 900})
    page.reload()
    assert page.locator("h1").is_visible()
    assert page.locator(".entry h3").first.evaluate(TOP) <= 310
    assert page.locator(".entry .excerpt").nth(1).evaluate(TOP) <= 900


def topics_that_do_not_fit_are_reached_by_scrolling(page):
    for width in in_each_width(page, 360, 1280):
        page.reload()
        nav = page.locator(".topic-nav")
        assert nav.evaluate("e => e.scrollWidth > e.clientWidth")
        nav.get_by_role("link", name="Python").focus()
        assert nav.evaluate(LEFT) > 0
        assert scroll_width(page) <= width


def a_month_names_its_articles_on_focus_and_leads_to_its_archive(page):
    months = page.locator(".year-chart a")
    assert 4 <= months.count() <= 5
    titles = months.last.locator(".month-titles")
    assert titles.evaluate(OPACITY) == "0"
    months.last.focus()
    assert titles.evaluate(OPACITY) == "1"
    assert "第 0 篇" in titles.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/archive/**")
    assert "第 0 篇" in page.locator("main").inner_text()


def a_tick_of_the_chart_names_its_article(page):
    area = page.locator(".year-chart .area").last
    box = area.evaluate(
        "e => { const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + 3] }"
    )
    under = page.evaluate("([x, y]) => document.elementFromPoint(x, y).parentNode.textContent", box)
    assert "第 0 篇" in under


def test_topics_and_months(visit, articles, subtests):
    hold(
        subtests,
        visit("/"),
        a_tick_of_the_chart_names_its_article,
        topics_that_do_not_fit_are_reached_by_scrolling,
        a_month_names_its_articles_on_focus_and_leads_to_its_archive,
    )


@pytest.mark.parametrize("script", [True, False])
def test_the_strip_is_explained_on_request(visit, articles, script):
    page = visit("/", script=script)
    explanation = page.get_by_text("one tick is ten seconds of reading")
    for width in in_each_width(page, 360, 1280):
        page.reload()
        assert not explanation.is_visible()
        page.locator(".strip-help summary").click()
        assert explanation.is_visible()
        assert page.locator(".strip-help .key").is_visible()
        assert scroll_width(page) <= width


def test_a_reader_without_script_chooses_one_language_and_returns(visit, articles):
    page = visit("/", script=False)
    assert page.locator(".entry").count() == len(TOPICS)
    page.get_by_role("button", name="English only").click()
    assert page.locator(".entry").count() == 2
    page.get_by_role("button", name="English only").click()
    assert page.locator(".entry").count() == len(TOPICS)
