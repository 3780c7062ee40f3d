"""Copies in the browser: what the page said was kept is offered, however the page ended."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from articles.models import Article
from tests.browser.conftest import wait_for
from tests.browser.test_accessibility import violations
from tests.browser.writing.conftest import (
    TEXT,
    expect_draft,
    expect_state,
    hold_one,
    number_of_copies,
    other_tab,
    write,
)
from tests.desk.writing_helpers import Writer, all_texts, draft_of

CUT_OFF = "void (window.fetch = () => Promise.reject(Error()))"  # also in the last moment
REFUSE = "indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }"
# As the site answers while it cannot reach its database (blog/outage.py)
UNAVAILABLE = {
    "status": 503,
    "json": {"reason": "unavailable", "words": "The site cannot save just now; go on writing."},
    "headers": {"Retry-After": "1"},
}
KEPT, NOT_KEPT = (
    "What you write is kept in this browser.",
    "This browser cannot keep it: leave this page open.",
)


def expect_words(page, words):
    expect(page.locator(".told:visible")).to_contain_text(words, use_inner_text=True)


def write_cut_off(page, text):
    page.evaluate(CUT_OFF)
    write(page, text)
    expect_words(page, KEPT)


def take(page):
    page.get_by_role("button", name="Take it back").click()


def has_text(page, text):
    expect(page.locator("#body")).to_have_value(text)


def test_without_a_connection_the_text_is_kept_here_and_sent_afterwards(form, article):
    page = form(width=360, bypass_csp=True)
    page.context.set_offline(True)
    write(page, "typed")
    expect_state(page, "kept")
    expect_words(page, KEPT)
    assert violations(page) == []
    page.locator("details.more > summary").click()
    page.get_by_role("button", name="Save as draft").click()
    write(page, ", and more")
    has_text(page, f"{TEXT}typed, and more")
    page.route("**/autosave/", lambda route: route.fulfill(**UNAVAILABLE))
    page.context.set_offline(False)
    expect_words(page, UNAVAILABLE["json"]["words"])
    expect_words(page, KEPT)
    expect(page.locator("#save-state")).to_have_text("kept here; will be saved")
    page.unroute("**/autosave/")
    expect_draft(page, article, f"{TEXT}typed, and more")
    wait_for(page, lambda: number_of_copies(page) == 0)


def crash(page):
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")


def close_before_the_next_copy(page):
    page.keyboard.type(", and more")
    page.close()


@pytest.mark.parametrize(
    ("end", "kept"), [(crash, "typed"), (close_before_the_next_copy, "typed, and more")]
)
def test_what_was_kept_is_offered_and_never_taken_by_itself(form, article, end, kept):
    page = form()
    left = other_tab(page)
    write_cut_off(left, "typed")
    page.reload()
    expect(page.locator("#found")).to_be_hidden()  # the other page is still open
    end(left)
    has_text(page, TEXT)
    take(page)
    has_text(page, TEXT + kept)
    expect_draft(page, article, TEXT + kept)
    page.reload()
    has_text(page, TEXT + kept)
    assert number_of_copies(page) == 0


def test_an_older_copy_never_replaces_a_newer_text(form, article, author):
    page = form()
    write_cut_off(page, "typed")
    Writer(article, author).save("newer")
    page.reload()
    take(page)
    expect_state(page, "conflict")
    assert draft_of(article).head.text.text == "newer"
    assert f"{TEXT}typed" in all_texts(article)


def test_what_is_typed_before_a_copy_takes_its_place_is_kept(form, article):
    """The copy waits for the save that is on its way."""
    page = form()
    left = other_tab(page)
    write_cut_off(left, "left")
    left.close()
    page.reload()
    routes = hold_one(page, "**/autosave/")
    write(page, "typed")
    wait_for(page, lambda: routes)
    take(page)
    write(page, ", and more")
    routes[0].continue_()
    has_text(page, f"{TEXT}left")
    page.get_by_text("Show it").click()
    said = page.get_by_label("The text that was not sent")
    expect(said).to_have_value(f"Diffusion\n\n{TEXT}typed, and more")


def test_the_text_of_an_article_that_is_gone_is_offered_to_a_new_one(form, article, author):
    page = form()
    article.move_to_trash(author)
    write(page, "typed")
    expect_state(page, "gone")
    expect_words(page, KEPT)
    page.route("**/autosave/", lambda route: route.abort())  # as when one leaves the page
    with page.expect_event("requestfailed"):
        write(page, ", and more")
    page.goto(page.url.replace(f"/{article.pk}/", "/new/"))
    page.unroute("**/autosave/")
    take(page)
    wait_for(page, lambda: Article.objects.filter(body=f"{TEXT}typed, and more"))
    expect_state(page, "saved")
    expect(page).not_to_have_url(re.compile("/new/"))


def test_a_browser_that_keeps_nothing_says_so(form, article):
    page = form(before=lambda page: page.add_init_script(REFUSE))
    page.context.set_offline(True)
    write(page, "typed")
    expect_words(page, NOT_KEPT)
    expect(page.locator("#save-state")).to_have_text("not kept: leave this page open")
    page.context.set_offline(False)
    expect_draft(page, article, f"{TEXT}typed")
