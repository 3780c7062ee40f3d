"""Answers that are not those of the desk, users who change, scripts that are missing."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import session_of, wait_for
from tests.browser.writing.conftest import (
    PASSWORD,
    TEXT,
    body,
    expect_draft,
    expect_state,
    hold_one,
    write,
)
from tests.desk.writing_helpers import draft_of
from tests.factories import make_user

PORTAL = "<title>Welcome to the hotel</title>"
SIGNED_OUT = {"status": 403, "json": {"reason": "signed-out"}}
STRANGE = [
    {"status": 200, "body": PORTAL, "content_type": "text/html"},
    {"status": 200, "json": {"welcome": "to the hotel"}},
    {"status": 200, "body": '{"base": 1', "content_type": "application/json"},
    {"status": 204},
    *({"status": status, "body": PORTAL} for status in (400, 403, 404, 409, 502, 503)),
    {"status": 429, "headers": {"retry-after": "0"}},
]


WATCH = """() => {
    window.states = []
    new MutationObserver(([{target}]) => states.push(target.dataset.state))
        .observe(document.querySelector("#save-state"), {attributeFilter: ["data-state"]})
}"""


def test_what_others_answer_in_place_of_the_desk_is_no_save(form, article):
    page = form()
    page.evaluate(WATCH)
    answer = {}
    page.route("**/autosave/", lambda route: route.fulfill(**answer))
    write(page, "typed")
    for answer in STRANGE:
        with page.expect_response("**/autosave/"):
            page.keyboard.press("Control+s")
        expect_state(page, "kept")
        assert set(page.evaluate("states")) <= {"changed", "saving", "kept"}, answer
    page.unroute("**/autosave/")
    page.keyboard.press("Control+s")
    expect_draft(page, article, f"{TEXT}typed")


def test_a_page_never_saves_in_the_name_of_who_signed_in_after_its_user(form, article):
    page = form()
    ours = page.context.cookies()
    theirs = session_of(make_user("ada", group="editors"))
    page.context.add_cookies(
        [cookie | {"value": theirs} for cookie in ours if cookie["name"] == "sessionid"]
    )
    write(page, "typed")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Username")).to_have_value("xiaoyun")
    assert draft_of(article).head.text.text == TEXT
    dialog.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect_draft(page, article, f"{TEXT}typed")
    assert draft_of(article).head.author.username == "xiaoyun"


PLAIN = "localStorage.setItem('longwave-plain-text', '1')"


@pytest.mark.parametrize("field", ["editor", "plain"])
def test_a_session_that_ends_while_one_composes_asks_afterwards(form, article, field):
    def prepare(page):
        page.clock.install()
        if field == "plain":
            page.add_init_script(PLAIN)

    page = form(before=prepare)
    expect(page.locator(".cm-editor")).to_have_count(int(field == "editor"))
    routes = hold_one(page, "**/autosave/")
    write(page, "typed")
    wait_for(page, lambda: page.clock.run_for(1_000) or routes)
    keyboard = page.context.new_cdp_session(page)
    compose(keyboard, "ni")
    routes[0].fulfill(**SIGNED_OUT)
    expect_state(page, "signed-out")
    compose(keyboard, "ni'hao")
    page.clock.run_for(60_000)
    assert not page.get_by_role("dialog").is_visible()
    assert page.locator("#body").input_value() == f"{TEXT}typedni'hao"
    keyboard.send("Input.insertText", {"text": "你好"})
    wait_for(page, lambda: page.clock.run_for(1_000) or page.get_by_role("dialog").is_visible())
    assert page.locator("#body").input_value() == f"{TEXT}typed你好"


def compose(keyboard, text):
    caret = {"selectionStart": len(text), "selectionEnd": len(text)}
    keyboard.send("Input.imeSetComposition", {"text": text, **caret})


def test_without_a_script_the_form_is_still_sent(form, article):
    page = form()
    for number, missing in enumerate(("editor*", "editor/*", "saver*", "write*", "*")):
        page.unroute_all()
        page.route(f"**/static/**/{missing}.js", lambda route: route.abort())
        page.reload()
        body(page).fill(f"{number}")
        page.get_by_role("button", name="Save as draft").click()
        expect(page.locator(".messages")).to_contain_text("Saved")
        assert draft_of(article).head.text.text == f"{number}", missing
