"""Search as you type, and search without scripts."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import expect

from blog.environment import Rate
from tests.browser.conftest import in_each_width, scroll_width, wait_for
from tests.browser.test_accessibility import violations
from tests.factories import make_article, make_topic

TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
FOUND = "**/search/results/**"


@pytest.fixture(autouse=True)
def articles():
    make_article(title="Transformer 逐项推导", slug="transformer", body="多头注意力与前馈网络。")
    attention = make_article(
        title="缩放点积注意力", slug="attention", body="公式。" * 40, category=make_topic("NLP")
    )
    attention.tags.add("注意力")
    make_article(
        title="Gradient checkpointing", slug="checkpointing", body="Memory.", language="en"
    )


@pytest.fixture
def search(visit):
    """Open the search page and focus the field. `page.asked` has only later requests."""

    def open_page(path="/search/", **options):
        page = visit(path, requests=True, **options)
        page.wait_for_load_state("networkidle")
        page.asked.clear()
        page.keyboard.press("/")
        return page

    return open_page


def type_words(page, words):
    page.locator("#q").press_sequentially(words, delay=20)


def stop_clock(page):
    """Stop the timers of the page; `page.clock.run_for()` runs them."""
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 3600)
    return page


def titles(page):
    return page.locator("#found h3")


def results_asked(page):
    return page.asked.count("/search/results/")


def test_search_as_you_type_and_open_the_first_result(search, live_server):
    page = search(locale="zh-CN")
    page.keyboard.insert_text("注意力")
    expect(titles(page)).to_have_text(["缩放点积注意力", "Transformer 逐项推导"])
    expect(page.locator("#found mark").first).to_have_text("注意力")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(live_server.url + "/articles/attention/")
    page.go_back()
    expect(page.locator("#q")).to_have_value("注意力")
    expect(titles(page)).to_have_count(2)


def test_a_typed_search_equals_the_page_of_its_url(search, live_server):
    page = search()
    type_words(page, "gradient")
    expect(titles(page)).to_have_text(["Gradient checkpointing"])
    expect(page.locator("[role=status]")).to_have_text("1 article")
    assert page.url == live_server.url + "/search/?q=gradient"
    typed = page.title(), page.locator("#found").inner_html()
    page.reload()
    assert (page.title(), page.locator("#found").inner_html()) == typed


def test_enter_opens_the_first_result_without_a_request(search, live_server):
    page = search()
    type_words(page, "gradient")
    expect(titles(page)).to_have_count(1)
    for _time in range(2):
        page.keyboard.press("Enter")
    page.wait_for_url(live_server.url + "/articles/checkpointing/")
    assert page.asked.count("/search/") == 0


def test_switching_the_language_keeps_the_query(search):
    page = search()
    type_words(page, "gradient")
    expect(titles(page)).to_have_count(1)
    page.get_by_role("button", name="简体中文").click()
    page.wait_for_url("**/search/?q=gradient")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


def test_fast_typing_sends_one_request(search):
    page = stop_clock(search())
    type_words(page, "gradient checkpointing")
    assert results_asked(page) == 0
    page.clock.run_for(1000)
    expect(titles(page)).to_have_count(1)
    page.keyboard.press("Space")
    page.clock.run_for(1000)
    assert results_asked(page) == 1


def test_text_is_not_searched_during_composition(search):
    page = stop_clock(search(locale="zh-CN"))
    method = page.context.new_cdp_session(page)
    for text in ("z", "zhu", "zhu'yi", "zhu'yi'li"):
        at = len(text)
        where = {"selectionStart": at, "selectionEnd": at}
        method.send("Input.imeSetComposition", {"text": text, **where})
        page.clock.run_for(1000)
    assert page.locator("#q").input_value() == "zhu'yi'li"
    assert results_asked(page) == 0
    method.send("Input.insertText", {"text": "注意力"})
    page.clock.run_for(1000)
    expect(titles(page)).to_have_count(2)
    assert results_asked(page) == 1


def test_a_late_response_does_not_replace_a_newer_one(search):
    page = search()
    slow = []
    page.route(FOUND, lambda r: slow.append(r) if r.request.url.endswith("=g") else r.continue_())
    type_words(page, "g")
    wait_for(page, lambda: len(slow) == 1)
    page.locator("#q").fill("transformer")
    expect(titles(page)).to_have_text(["Transformer 逐项推导"])
    slow[0].fulfill(status=200, content_type="text/html", body="<h3>too late</h3>")
    page.evaluate(TWO_FRAMES)
    assert titles(page).all_inner_texts() == ["Transformer 逐项推导"]


def test_arrow_keys_move_through_results_and_escape_leaves_them(search):
    page = search("/search/?q=注意力")
    here = "document.activeElement.textContent || document.activeElement.id"
    for key, reached in [
        *(("ArrowDown", "缩放点积注意力"), ("ArrowDown", "Transformer 逐项推导")),
        *(("ArrowDown", "Transformer 逐项推导"), ("ArrowUp", "缩放点积注意力")),
        *(("ArrowUp", "q"), ("ArrowDown", "缩放点积注意力"), ("Escape", "q")),
    ]:
        page.keyboard.press(key)
        assert page.evaluate(here) == reached
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("")
    expect(titles(page)).to_have_count(0)
    assert page.url.endswith("/search/")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_a_spelling_suggestion_can_be_followed(search):
    page = search()
    type_words(page, "chekpointing")
    page.get_by_role("link", name="checkpointing", exact=True).click()
    page.wait_for_url("**/search/?q=checkpointing")
    expect(titles(page)).to_have_count(1)


def test_open_filters_stay_open_while_typing(search):
    for number in range(10):
        make_article(title=f"注意力 {number}", slug=f"n{number}", category=make_topic("NLP"))
    page = search("/search/?q=注意")
    page.locator("#found summary").click()
    page.locator("#q").fill("注意力")
    expect(page.locator("#found mark").first).to_have_text("注意力")
    expect(page.locator("#found details")).to_have_attribute("open", "")


def test_a_rate_limited_search_is_repeated(search, settings):
    cache.clear()
    settings.SEARCH_RATE = Rate(1, 2)
    page = search()
    page.locator("#q").fill("transformer")
    expect(titles(page)).to_have_count(1)
    page.locator("#q").fill("gradient")
    expect(titles(page)).to_have_text(["Gradient checkpointing"])


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")])
def test_the_rate_limit_page_is_accessible(visit, settings, width, theme):
    cache.clear()
    settings.SEARCH_RATE = Rate(1, 3600)
    visit("/search/?q=x")
    page = visit("/search/?q=x", width=width, theme=theme, bypass_csp=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("One moment, please")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert violations(page) == []


def test_typing_stays_below_the_rate_limit(search):
    apart = re.search(r"APART = (\d+)", Path(settings.BASE, "static/js/search.js").read_text())
    assert 10_000 / int(apart[1]) < 30


@pytest.mark.parametrize("script", [True, False])
def test_the_search_button_works_with_and_without_scripts(visit, live_server, script):
    page = visit("/search/", script=script)
    for _width in in_each_width(page, 360, 1280):
        page.goto("/search/")
        page.get_by_role("searchbox").fill("注意力")
        page.get_by_role("button", name="Search", exact=True).click()
        expect(titles(page)).to_have_text(["缩放点积注意力", "Transformer 逐项推导"])
        page.locator("h3 a").first.click()
        page.wait_for_url(live_server.url + "/articles/attention/")
    assert not page.problems


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1280, "light")])
def test_results_are_accessible_and_fit(search, width, theme):
    page = search(width=width, theme=theme, bypass_csp=True)
    for words in ("注意力", "chekpointing", "zzzz"):
        page.goto("/search/")
        page.locator("#q").focus()
        page.keyboard.insert_text(words)
        page.locator("#found :is(h3, .empty)").first.wait_for()
        assert scroll_width(page) <= width
        assert violations(page) == []
    assert not page.problems


def test_results_do_not_move_the_search_field(search):
    page = search(width=768)
    before = page.locator("#q").bounding_box()
    type_words(page, "注意力")
    expect(titles(page)).to_have_count(2)
    assert page.locator("#q").bounding_box() == before
