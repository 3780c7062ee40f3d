"""Unsaved text in the admin: leaving the page, two windows, expired sessions."""

from functools import partial

import pytest

from articles.models import Article
from tests.browser.conftest import in_each_width
from tests.browser.writing.conftest import other_tab
from tests.factories import make_article, make_user

PASSWORD = "correct horse"


@pytest.fixture
def window(enter):
    """A page in which the author edits an article."""
    author = make_user("xiaoyun", password=PASSWORD)
    article = make_article(author=author, title="凸包", body="最小的凸集。")
    return enter(author, f"/admin/articles/article/{article.pk}/change/")


def sign_in(page):
    page.locator("[name=login]").fill("xiaoyun")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Articles").first.wait_for()


def press(page, name):
    """Submit the form with a button, and wait for the next page."""
    with page.expect_navigation():
        page.locator(f"[name={name}]").click()


def leave(page):
    """Close the page and dismiss the dialog; whether it was the `beforeunload` dialog."""
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    asked.value.dismiss()
    return asked.value.type == "beforeunload"


def test_leaving_with_unsaved_text_asks_for_confirmation(window):
    window.locator("#id_body").press_sequentially("更多")
    assert leave(window)
    assert "更多" in window.locator("#id_body").input_value()


def test_leaving_asks_after_a_rejected_save(window):
    window.locator("#id_title").fill("")
    window.locator("#id_body").press_sequentially("更多")
    press(window, "_continue")
    assert "更多" in window.locator("#id_body").input_value()
    window.locator("#id_summary").click()
    assert leave(window)


def do_nothing(page):
    pass


def write_and_undo(page):
    page.locator("#id_title").press_sequentially("x")
    page.locator("#id_title").press("Backspace")


def write_and_save(page):
    page.locator("#id_title").press_sequentially("x")
    press(page, "_continue")
    page.locator("#id_title").click()


def test_leaving_without_unsaved_text_does_not_ask(window, subtests):
    for act in (do_nothing, write_and_undo, write_and_save):
        with subtests.test(act.__name__):
            page, dialogs = other_tab(window), []
            page.on("dialog", partial(accept, dialogs))
            act(page)
            with page.expect_event("close"):
                page.close(run_before_unload=True)
            assert not dialogs


def accept(dialogs, dialog):
    dialogs.append(dialog.type)
    dialog.accept()


def test_saving_does_not_ask(window):
    dialogs = []
    window.on("dialog", partial(accept, dialogs))
    window.locator("#id_title").fill("新题")
    press(window, "_save")
    assert not dialogs
    assert Article.objects.get().title == "新题"


def test_a_conflict_shows_both_texts_and_can_be_saved(window):
    other = other_tab(window)
    for page, text in ((window, "第一个窗口"), (other, "第二个窗口")):
        page.locator("#id_body").fill(text)
        press(page, "_continue")
    assert Article.objects.get().body == "第一个窗口"
    lines = other.locator(".conflict .lines")
    assert "第一个窗口" in lines.locator("del").inner_text()
    assert "第二个窗口" in lines.locator("ins").inner_text()
    assert other.locator("#id_body").input_value() == "第二个窗口"
    press(other, "_continue")
    assert Article.objects.get().body == "第二个窗口"


def test_the_difference_fits_the_window(window):
    Article.objects.update(body="word" * 200 + "\n\n" + "字" * 300)
    window.locator("#id_body").fill("x" * 900)
    press(window, "_continue")
    for width in in_each_width(window, 360, 1280):
        box = window.locator(".conflict").bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= width


def test_text_sent_after_the_session_ended_can_be_saved(window):
    window.locator("#id_body").fill("一个晚上的工作\n\n第二段")
    window.context.clear_cookies(name="sessionid")
    press(window, "_continue")
    assert "一个晚上的工作" in window.locator("textarea[name=body]").input_value()
    with window.expect_popup() as popup:
        window.get_by_role("link", name="Sign in").click()
    sign_in(popup.value)
    go_on = window.get_by_role("button", name="Continue with this text")
    for _signing_in_made_the_token_old in range(2):
        with window.expect_navigation():
            go_on.click()
    assert Article.objects.get().body == "最小的凸集。"
    press(window, "_save")
    assert Article.objects.get().body.split() == ["一个晚上的工作", "第二段"]


def test_text_sent_after_signing_in_again_elsewhere_can_be_saved(window):
    window.locator("#id_body").fill("一个晚上的工作")
    window.context.clear_cookies()
    other = other_tab(window)
    sign_in(other)
    press(window, "_continue")
    with window.expect_navigation():
        window.get_by_role("button", name="Continue with this text").click()
    press(window, "_save")
    assert Article.objects.get().body == "一个晚上的工作"
