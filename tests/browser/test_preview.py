"""The preview beside the text: in step with it, up to date, and calm while one types."""

import json
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import wait_for
from tests.browser.test_desk import article, people  # noqa: F401
from tests.browser.test_editor import editor  # noqa: F401

LONG = "\n\n".join(
    f"## 第 {n} 节\n\n这是第 {n} 段，{'字' * 40 * (n % 4)}。\n\n$$\nx_{{{n}}}\n$$"
    for n in range(40)
)
# Texts one after the other, each with something that moves, changes its id or its number.
CHANGES = (
    "## 一\n\n甲[^1]\n\n## 二\n\n乙\n\n[^1]: 注",
    "## 零\n\n新[^2]\n\n## 一\n\n甲[^1]\n\n## 一\n\n乙\n\n[^1]: 注\n\n[^2]: 另注",
    "## 一\n\n甲\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n$$\nx \\tag{1}\n$$\n\n乙",
    "甲\n\n甲\n\n| a | b |\n|---|---|\n| 1 | 3 |\n\n$$\ny\n$$\n\n甲\n\n乙",
    "```python tab\nx\n```\n```cpp tab\ny\n```\n\n乙\n\n甲",
    "> [!TIP]\n> 乙\n\n```python tab\nx\n```\n```cpp tab\nz\n```\n\n甲\n\n乙",
    "- 甲\n- 乙\n\n```python\nx\ny\nz\n```\n\n| a |\n|---|\n| 1 |\n| 2 |",
    "- 新\n- 甲\n- 丙\n\n```python\nx\nv\nw\nz\n```\n\n| a |\n|---|\n| 1 |\n| 3 |\n| 2 |",
    "- 甲\n\n```python\nz\n```\n\n| b |\n|---|\n| 2 |",
    "",
    "甲",
)
SHOWN = """page => [...page.querySelectorAll("h1, h2, p, li, td, math, pre, summary, aside")]
    .map(node => node.tagName + node.id + node.textContent)"""
PARSED = "new DOMParser().parseFromString(html, 'text/html')"
# The number of the paragraph at the height in the middle of the window, in text and preview.
IN_THE_MIDDLE = """() => {
    const number = (page, x) => {
        for (let y = innerHeight / 2; y > 0; y -= 10) {
            const block = page.elementFromPoint(x, y)?.closest("p, .cm-line")
            const found = block?.textContent.match(/这是第 (\\d+) 段/)
            if (found) return Number(found[1])
        }
    }
    const text = document.querySelector(".cm-content").getBoundingClientRect()
    const frame = document.querySelector(".preview-pane iframe")
    return [number(document, text.x + 80), number(frame.contentDocument, frame.clientWidth / 2)]
}"""


@pytest.fixture
def preview(editor):  # noqa: F811
    """The frame beside the editor."""
    return editor.frame_locator(".preview-pane iframe")


def paragraph_in_both(page):
    """The number of the paragraph that text and preview show, once they show the same one."""
    shown = []

    def are_in_step():
        shown[:] = page.evaluate(IN_THE_MIDDLE)
        return None not in shown and abs(shown[0] - shown[1]) <= 1

    wait_for(page, are_in_step)
    return shown[0]


def test_text_and_preview_scroll_in_step_and_a_click_puts_the_caret(editor, preview):  # noqa: F811
    editor.write(LONG)
    expect(preview.get_by_text("这是第 39 段")).to_be_attached()
    wait_for(editor, lambda: paragraph_in_both(editor) > 30)
    editor.area.press("Control+Home")
    wait_for(editor, lambda: paragraph_in_both(editor) < 9)
    editor.mouse.move(900, 500)
    editor.mouse.wheel(0, 4000)
    wait_for(editor, lambda: paragraph_in_both(editor) > 9)
    number = editor.evaluate(IN_THE_MIDDLE)[1]
    paragraph = preview.get_by_text(f"这是第 {number} 段")
    paragraph.click(position={"x": 5, "y": 5})
    editor.keyboard.type("甲")
    expect(preview.get_by_text(f"甲这是第 {number} 段")).to_be_visible()
    wait_for(editor, lambda: abs(paragraph_in_both(editor) - number) <= 1)
    editor.get_by_role("button", name="Plain text field").click()
    paragraph.click(position={"x": 5, "y": 5})
    editor.keyboard.type("乙")
    expect(preview.get_by_text(f"乙甲这是第 {number} 段")).to_be_visible()
    assert editor.problems == []


def test_what_is_shown_is_the_page_after_every_change(editor, preview, people, article):  # noqa: F811
    client = Client(headers={"accept-language": "en", "host": urlsplit(editor.url).netloc})
    client.force_login(people[0])
    path = reverse("desk_rendering", args=[article.pk])
    shown_of = f"html => ({SHOWN})({PARSED}.querySelector('main'))"
    main = preview.locator("main")
    for text in CHANGES:
        editor.write(text)
        page = client.post(path, {"title": article.title, "body": text}).json()["page"]
        wanted = editor.evaluate(shown_of, page)
        wait_for(editor, lambda: main.evaluate(SHOWN) == wanted)  # noqa: B023


def test_what_did_not_change_stays(editor, preview, subtests):  # noqa: F811
    for see in (
        see_the_first_diagram_coloured_and_kept_while_it_is_changed,
        see_only_the_changed_part_of_a_long_block_replaced,
        see_the_text_below_a_formula_that_is_not_closed,
        see_the_words_after_a_formula_that_cannot_be_drawn,
    ):
        with subtests.test(see.__name__):
            see(editor, preview)


def see_only_the_changed_part_of_a_long_block_replaced(editor, preview):  # noqa: F811
    editor.write("```python\na\nb\nc\n```\n\n- 甲\n- 乙\n\n末")
    expect(preview.get_by_text("末")).to_be_visible()
    text = preview.locator(".prose")
    text.evaluate("text => text.querySelectorAll('span, li').forEach(part => part.was = true)")
    editor.write("```python\na\nnew\nc\n```\n\n- 甲\n- 丙\n\n末")
    expect(preview.get_by_text("丙")).to_be_visible()
    fresh = "text => [...text.querySelectorAll('code > span, li')].filter(part => !part.was)"
    changed = text.evaluate(f"text => ({fresh})(text).map(part => part.textContent.trim())")
    assert changed == ["new", "丙"]


def see_the_text_below_a_formula_that_is_not_closed(editor, preview):  # noqa: F811
    editor.write("前\n\n$$\ny\n$$\n\n文\n\n$$\nz\n$$")
    expect(preview.locator("math")).to_have_count(2)
    editor.area.press("Control+Home")
    editor.keyboard.press("End")
    editor.keyboard.press("Enter")
    editor.keyboard.insert_text("\n$$\nx")
    expect(preview.locator("math")).to_have_count(3)
    expect(preview.get_by_text("文", exact=True)).to_be_visible()


def see_the_words_after_a_formula_that_cannot_be_drawn(editor, preview):  # noqa: F811
    editor.write("文 $x$")
    expect(preview.locator("math")).to_have_count(1)
    editor.keyboard.insert_text(" 与 $\\nosuch$ 之后")
    expect(preview.get_by_text("之后")).to_be_visible()
    editor.write("- 文 $x$")
    expect(preview.locator("li math")).to_have_count(1)
    editor.keyboard.press("ArrowLeft")
    editor.keyboard.insert_text(" \\nosuch")
    editor.keyboard.press("Control+Home")
    expect(preview.get_by_text("nosuch")).to_be_visible()


def see_the_first_diagram_coloured_and_kept_while_it_is_changed(editor, preview):  # noqa: F811
    editor.write("前文\n\n```mermaid\ngraph TD\n 甲 --> 乙\n```\n")
    box = preview.locator(".diagram rect.f-panel").first
    expect(box).to_be_visible()
    expect(box).not_to_have_css("fill", "rgb(0, 0, 0)")
    for key in ("ArrowUp", "ArrowUp", "End"):
        editor.area.press(key)
    editor.keyboard.insert_text("[[")
    expect(editor.locator(".cm-warned")).to_be_visible()
    expect(box).to_be_visible()
    editor.area.press("Control+Home")
    expect(box).to_be_hidden()


def test_the_last_picture_stays_without_an_answer_and_old_answers_never_come_last(
    editor,  # noqa: F811
    preview,
):
    editor.write("一")
    text = preview.locator(".prose")
    expect(text).to_contain_text("一")
    waiting = []
    editor.route("**/rendering/", lambda route: waiting.append(route))
    editor.write("旧")
    wait_for(editor, lambda: waiting)
    editor.write("新")
    waiting[0].continue_()
    wait_for(editor, lambda: len(waiting) > 1)
    waiting[1].continue_()
    expect(text).to_contain_text("新")
    answers = [
        {"status": 500},
        {"body": json.dumps({"page": None, "lines": [], "warnings": []})},
    ]
    editor.unroute("**/rendering/")
    editor.route("**/rendering/", lambda route: route.fulfill(**answers.pop()))
    for body in ("坏", "更坏"):
        with editor.expect_response("**/rendering/"):
            editor.write(body)
    expect(text).to_contain_text("新")


# The server is starting, is behind a proxy, asks somebody to sign in, or does not answer.
FAILURES = (
    {"status": 503},
    {"status": 502, "body": "<p>Bad gateway</p>"},
    {"status": 200, "body": "<p>Welcome to the hotel</p>", "content_type": "text/html"},
    {"status": 403, "json": {"reason": "signed-out"}},
    None,
)


def test_the_preview_catches_up_without_a_key(editor, preview, subtests):  # noqa: F811
    text = preview.locator(".prose")
    for number, failure in enumerate(FAILURES):
        with subtests.test(failure):
            answers = chain([failure], repeat({}))
            editor.route(
                "**/rendering/",
                lambda route: answer_or_abort(route, next(answers)),  # noqa: B023
            )
            editor.write(f"新的{number}")
            expect(text).to_contain_text(f"新的{number}")
            editor.unroute("**/rendering/")


def answer_or_abort(route, answer):
    if answer is None:
        route.abort()
    elif answer:
        route.fulfill(**answer)
    else:
        route.continue_()


def test_the_preview_catches_up_as_soon_as_a_text_is_saved_again(editor, preview):  # noqa: F811
    """Its own next attempt may be a minute away: here it never comes."""
    asked = []
    editor.clock.install()
    editor.route("**/rendering/", lambda route: asked.append(route.abort()))
    editor.write("甲乙")
    wait_for(editor, lambda: asked)
    editor.clock.pause_at(datetime.now(UTC) + timedelta(seconds=1))
    editor.unroute("**/rendering/")
    editor.keyboard.press("Control+s")
    expect(preview.locator(".prose")).to_contain_text("甲乙")
