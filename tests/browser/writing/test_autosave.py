"""Writing at the desk in a browser: nothing that was typed is lost, whatever happens."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.conftest import wait_for
from tests.browser.test_accessibility import violations
from tests.browser.writing.conftest import (
    PASSWORD,
    TEXT,
    body,
    expect_draft,
    expect_state,
    hold_one,
    other_tab,
    write,
)
from tests.desk.writing_helpers import all_texts, body_of, draft_of
from tests.factories import make_user


def test_typing_saves_the_draft_and_not_what_readers_see(form, article):
    page = form()
    write(page, "typed")
    expect_draft(page, article, f"{TEXT}typed")
    assert body_of(article) == TEXT
    expect(page.locator("[value=discard]")).to_have_count(1)
    expect(body(page)).to_be_focused()
    page.keyboard.type(", and more")
    page.keyboard.press("Control+s")
    expect_draft(page, article, f"{TEXT}typed, and more")
    assert page.problems == []


def test_a_change_that_is_taken_back_is_saved_already(form):
    page = form()
    write(page, "x")
    expect_state(page, "changed")
    page.keyboard.press("Backspace")
    expect_state(page, "saved")


def test_what_was_published_is_not_said_of_what_is_typed_after_it(form):
    page = form()
    page.get_by_role("button", name="Publish changes").click()
    said = page.get_by_text("Published: readers see this text now.")
    expect(said).to_be_visible()
    write(page, "typed")
    expect(said).to_have_count(0)


def test_a_new_article_begins_with_the_first_letters(enter, author):
    page = enter(author, reverse("desk_new"))
    page.keyboard.type("A title")
    wait_for(page, Article.objects.exists)
    expect(page.get_by_role("link", name="History")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/desk/articles/\d+/$"))
    write(page, "text")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator(".messages")).to_contain_text("Saved")
    assert (Article.objects.get().title, Article.objects.get().body) == ("A title", "text")


def test_an_expired_session_asks_for_the_password_and_goes_on(form, article):
    page = form(width=360, bypass_csp=True)
    page.context.clear_cookies(name="sessionid")
    write(page, "typed")
    dialog = page.get_by_role("dialog", name="You are no longer signed in")
    expect(dialog.get_by_label("Password")).to_be_focused()
    assert violations(page) == []
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Name and password do not fit.")).to_be_visible()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect_draft(page, article, f"{TEXT}typed")
    expect(body(page)).to_be_focused()
    page.get_by_role("button", name="Publish changes").click()
    expect(page.locator(".messages")).to_contain_text("Published")


def test_the_dialog_obeys_the_limit_of_attempts(form):
    page = form()
    page.context.clear_cookies()
    write(page, "typed")
    dialog = page.get_by_role("dialog")
    for _attempt in range(6):
        dialog.get_by_label("Password").fill("wrong")
        with page.expect_response("**/desk/sign-in/"):
            dialog.get_by_role("button", name="Go on").click()
        expect(dialog.get_by_role("button", name="Go on")).to_be_enabled()
    expect(dialog.get_by_text("Seconds to wait:")).to_be_visible()


def test_a_long_text_of_an_expired_session_asks_for_the_password_too(form):
    """The server refuses it for its length."""
    page = form()
    page.context.clear_cookies(name="sessionid")
    page.route("**/autosave/", lambda route: route.fulfill(status=413))
    write(page, "typed")
    expect(page.get_by_role("dialog").get_by_label("Password")).to_be_visible()


def test_one_may_stay_signed_out_and_go_on_after_signing_in_elsewhere(form, article, author):
    page = form()
    session = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    write(page, "typed")
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    write(page, ", and more")
    page.context.add_cookies(session)
    expect_draft(page, article, f"{TEXT}typed, and more")


def test_the_second_of_two_tabs_overwrites_nothing(form, article):
    page = form()
    other = other_tab(page)
    write(page, "first")
    expect_draft(page, article, f"{TEXT}first")
    write(other, "second")
    expect_state(other, "conflict")
    expect(other.get_by_role("link", name="Look at both")).to_be_visible()
    other.get_by_role("button", name="Go on writing").click()
    write(other, " text")
    wait_for(other, lambda: f"{TEXT}second text" in all_texts(article))
    assert draft_of(article).head.text.text == f"{TEXT}first"
    expect(other.get_by_role("link", name="Look at both")).to_be_hidden()
    other.get_by_role("button", name="Save as draft").click()
    expect(other.locator(".conflict")).to_contain_text("second text")


def test_a_text_whose_answer_is_lost_is_no_conflict_with_the_next(form, article):
    page = form()
    lost = []

    def lose(route):
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/autosave/", lose, times=1)
    write(page, "typed")
    wait_for(page, lambda: lost == [200])
    write(page, ", and more")
    expect_draft(page, article, f"{TEXT}typed, and more")


def test_the_form_waits_for_a_save_that_is_on_its_way(form, article):
    page = form()
    routes = hold_one(page, "**/autosave/")
    write(page, "typed")
    wait_for(page, lambda: routes)
    write(page, ", and more")
    page.get_by_role("button", name="Publish changes").click()
    routes[0].continue_()
    expect(page.locator(".messages")).to_contain_text("Published")
    assert body_of(article) == f"{TEXT}typed, and more"


def test_a_composition_is_not_interrupted(form, article):
    """A clock that the test sets, so that more than every pause passes within the composition."""
    page = form(requests=True, before=lambda page: page.clock.install())
    keyboard = page.context.new_cdp_session(page)
    body(page).focus()
    page.keyboard.press("Control+End")
    for text in ("ni", "nih", "ni'hao"):
        values = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        keyboard.send("Input.imeSetComposition", values)
        page.clock.run_for(6_000)
    assert f"{reverse('desk_autosave', args=[article.pk])}" not in page.asked
    assert page.locator("#body").input_value() == f"{TEXT}ni'hao"
    keyboard.send("Input.insertText", {"text": "你好"})
    page.clock.run_for(2_000)
    expect_draft(page, article, f"{TEXT}你好")
    assert page.locator("#body").input_value() == f"{TEXT}你好"


def test_leaving_with_unsaved_text_warns_and_saves(form, article):
    page = form()
    write(page, "typed")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.accept()
    wait_for(page.context.new_page(), lambda: draft_of(article).head.text.text == f"{TEXT}typed")


def test_leaving_with_saved_text_does_not_warn(form, article):
    page = form()
    write(page, "typed")
    expect_draft(page, article, f"{TEXT}typed")
    with page.expect_event("close"):
        page.close(run_before_unload=True)


def test_who_else_is_there_is_shown_while_one_writes(form, article, enter):
    page = form(before=lambda page: page.clock.install())
    enter(make_user("ada", group="editors"), reverse("desk_article", args=[article.pk]))
    wait_for(page, lambda: page.clock.run_for(20_000) or page.locator(".editor").count())
    expect(page.locator(".state .editor")).to_contain_text("is editing")
