"""The editor over the text field: formats, formulas, input methods, and the preview beside it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import leave_by_tab
from tests.browser.test_desk import article, people  # noqa: F401
from tests.desk.writing_helpers import draft_of
from tests.factories import make_article

PUT = """(field, text) => {
    field.value = text
    field.dispatchEvent(new Event("input", {bubbles: true}))
}"""


@pytest.fixture
def editor(enter, people, article):  # noqa: F811
    """The form of an article, with its editor: `text()`, and `write(text)` in its place."""
    page = enter(people[0], reverse("desk_article", args=[article.pk]))
    area = page.get_by_role("textbox", name="Text, in Markdown")
    expect(area).to_have_attribute("contenteditable", "true")
    page.area = area
    page.text = lambda: page.locator("#body").input_value()

    def write(text):
        """As other scripts of the page would: by the field."""
        page.locator("#body").evaluate(PUT, text)
        area.press("Control+End")

    page.write = write
    return page


def has_text(page, text):
    expect(page.locator("#body")).to_have_value(text)


TYPED = [
    (["$", "x", "$", "。"], "$x$。"),
    (["$", "$", "Enter", "x"], "$$\nx\n$$"),
    (["5", "$"], "5$"),
    (["(", "[", "x"], "([x])"),
    (["- 一", "Enter", "Tab", "二", "Enter", "Shift+Tab", "三"], "- 一\n  - 二\n- 三"),
    (["1. 一", "Enter", "二", "Enter", "Enter", "三"], "1. 一\n2. 二\n\n三"),
    (["> 一", "Enter", "二"], "> 一\n> 二"),
    (["```python", "Enter", "Tab", "x"], "```python\n    x\n```"),
    (["  ~~~", "Enter", "x"], "  ~~~\n  x\n  ~~~"),
    (["```", "Enter", "x", "ArrowDown", "End", "Enter", "y"], "```\nx\n```\ny"),
]


def type_keys(page, keys):
    for key in keys:
        is_named = key in {"Enter", "Escape", "Tab", "Shift+Tab", "ArrowDown", "End"}
        page.keyboard.press(key) if is_named else page.keyboard.type(key)


# Above a text that is there: a block is not closed twice, and not above its text.
TYPED_ABOVE = [
    ("\nx = 1", ["```", "Enter"], "```\n\nx = 1"),
    ("\n\n```", ["```", "Enter"], "```\n\n\n```"),
    (
        "\n\n```python\ny\n```",
        ["```text", "Escape", "Enter"],
        "```text\n\n```\n\n```python\ny\n```",
    ),
]


def test_typing(editor, subtests):
    with subtests.test("an empty text says where to begin"):
        editor.write("")
        expect(editor.get_by_text("Begin here.")).to_be_visible()
    for keys, after in TYPED:
        with subtests.test(after):
            editor.write("")
            type_keys(editor, keys)
            has_text(editor, after)
    for below, keys, after in TYPED_ABOVE:
        with subtests.test(after):
            editor.write(below)
            editor.area.press("Control+Home")
            type_keys(editor, keys)
            has_text(editor, after)


def test_an_input_method_is_left_alone(editor, subtests):
    """Signs that would be closed and keys that would do something belong to what is composed."""
    devtools = editor.context.new_cdp_session(editor)
    for before in ("", "$x", "- 一\n- ", "```python\nx = "):
        with subtests.test(before):
            editor.write(before)
            for composed in ("k", "kuo", "kuo'(", "kuo'($", "扩散"):
                caret = {"selectionStart": len(composed), "selectionEnd": len(composed)}
                devtools.send("Input.imeSetComposition", {"text": composed, **caret})
                expect(editor.locator(".cm-tooltip-autocomplete")).to_have_count(0)
            devtools.send("Input.insertText", {"text": "扩散（$"})
            has_text(editor, f"{before}扩散（$")


def test_the_editor_is_used_by_keys_and_can_be_left(editor):
    editor.write("一")
    editor.area.focus()
    leave_by_tab(editor)
    expect(editor.area).not_to_be_focused()


def test_what_is_written_is_saved_as_it_stands(editor, article):  # noqa: F811
    text = "# 一\n\n\t缩进\n\n- a\n\n$$\nx\n$$\n\n尾声  \n"
    editor.write(text)
    editor.get_by_role("button", name="Save as draft").click()
    expect(editor.get_by_role("status")).to_contain_text("Saved")
    assert draft_of(article).head.content.body == text


def test_a_plain_text_field_is_a_choice_that_is_remembered(editor):
    editor.write("一")
    editor.get_by_role("button", name="Plain text field").click()
    plain = editor.get_by_label("Text, in Markdown")
    expect(plain).to_have_value("一")
    plain.fill("二")
    editor.reload()
    expect(editor.locator("textarea#body")).to_be_visible()
    expect(editor.locator(".cm-editor")).to_have_count(0)
    editor.get_by_role("button", name="Plain text field").click()
    expect(editor.locator(".cm-content")).to_be_visible()


def test_the_preview_follows_and_replaces_only_what_changed(editor, subtests):
    editor.write("第一段\n\n第二段\n\n第三段")
    page = editor.frame_locator(".preview-pane iframe")
    expect(page.get_by_text("第三段")).to_be_visible()
    page.get_by_text("第一段").evaluate("block => { block.isKept = true }")
    editor.write("第一段\n\n第二段，$x^2$\n\n第三段")
    expect(page.locator("math")).to_have_count(1)
    assert page.get_by_text("第一段").evaluate("block => block.isKept")
    with subtests.test("the last formula stays while one is half typed"):
        see_the_last_formula(editor, page)
    assert editor.problems == []


def see_the_last_formula(editor, page):
    editor.write("先有 $x^2$ 再说")
    expect(page.get_by_text("再说")).to_be_visible()
    go_into_the_formula(editor)
    with editor.expect_response("**/rendering/"):
        editor.keyboard.press("Backspace")
    expect(page.locator("math")).to_have_count(1)
    expect(page.locator(".bad-math")).to_have_count(0)
    editor.keyboard.press("End")  # it is typed no longer
    expect(page.locator(".bad-math")).to_have_count(1)
    go_into_the_formula(editor)
    editor.keyboard.type("3")
    expect(page.locator("mn", has_text="3")).to_have_count(1)


def go_into_the_formula(editor):
    for _ in "$ 再说":
        editor.keyboard.press("ArrowLeft")


def test_words_are_offered(editor, subtests):
    make_article(title="扩散与噪声", slug="noise")
    for offer in (offer_commands_as_they_are_drawn, offer_what_is_written_most_first, offer_names):
        with subtests.test(offer.__name__):
            editor.write("")
            offer(editor)


def offer_commands_as_they_are_drawn(editor):
    editor.keyboard.type(r"$\fra")
    offered = editor.get_by_role("option", name=r"\frac")
    expect(offered.locator("mfrac")).to_be_visible()
    offered.click()
    editor.keyboard.type("a")
    editor.keyboard.press("Tab")
    editor.keyboard.type("b")
    has_text(editor, r"$\frac{a}{b}$")


def offer_what_is_written_most_first(editor):
    for typed, first in ((r"$\al", r"\alpha"), (":smi", ":smile:")):
        editor.write("")
        editor.keyboard.type(typed)
        option = editor.locator(".cm-tooltip-autocomplete li").first
        expect(option.locator(".cm-completionLabel")).to_have_text(first)


def offer_names(editor):
    """Of articles, emoji and languages."""
    editor.write("见 ")
    editor.keyboard.type("[[噪")
    editor.get_by_role("option", name="扩散与噪声").click()
    editor.keyboard.type(" :rocke")
    editor.get_by_role("option", name=":rocket:").filter(has_text="🚀").click()
    has_text(editor, "见 [[noise]] :rocket:")
    editor.write("")
    editor.keyboard.type("```ru")
    editor.get_by_role("option", name="rust").click()
    has_text(editor, "```rust")


def test_code_has_no_colours_while_its_language_cannot_be_loaded(editor):
    editor.route("**/js/editor/*", lambda route: route.abort())
    with editor.expect_event("requestfailed"):
        editor.write("```haskell\nf x = 1\n```")
    editor.keyboard.type("\n\nx")
    has_text(editor, "```haskell\nf x = 1\n```\n\nx")
    expect(editor.locator(".line-code")).to_have_count(3)
    assert all("Failed to load resource" in problem for problem in editor.problems)


def test_on_a_phone_the_preview_is_a_tab(enter, people, article):  # noqa: F811
    page = enter(people[0], reverse("desk_article", args=[article.pk]), width=360)
    frame = page.locator(".preview-pane iframe")
    expect(page.locator(".cm-content")).to_be_visible()
    expect(frame).to_be_hidden()
    page.get_by_text("Preview", exact=True).click()
    expect(frame.content_frame.get_by_text("所以怎么走都行。")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
