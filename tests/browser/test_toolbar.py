"""The toolbar of the editor: its formats, its keys, and the menu for what has no room."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import in_each_width, wait_for
from tests.browser.test_accessibility import violations
from tests.browser.test_desk import article, people  # noqa: F401
from tests.browser.test_editor import editor, has_text  # noqa: F401

FORMATS = [
    ("模型", "Control+b", "**模型**"),
    ("**模型**", "Bold", "模型"),
    ("**一** 二 **三**", "Bold", "****一** 二 **三****"),
    ("**模型**", "Emphasis", "***模型***"),
    ("模型", "Control+i", "*模型*"),
    ("x_t", "Control+e", "`x_t`"),
    ("x_t", "Control+m", "$x_t$"),
    ("论文", "Control+k", "[论文]()"),
    ("https://a.example/b", "Control+k", "[](https://a.example/b)"),
    ("一\n二", "Control+Shift+Digit8", "- 一\n- 二"),
    ("- 一\n- 二", "Control+Shift+Digit8", "一\n二"),
    ("- 一\n- 二", "Control+Shift+Digit7", "1. 一\n2. 二"),
    ("一\n二", "Quote", "> 一\n> 二"),
    ("方法", "Control+Alt+Digit3", "### 方法"),
    ("### 方法", "Heading", "## 方法"),
    ("x = 1", "Block of code", "```python\nx = 1\n```"),
    ("", "Formula", "$$\n\n$$"),
    ("", "Table", "|  |  |\n| --- | --- |\n|  |  |"),
    ("小心", "Callout", "> [!NOTE]\n> 小心"),
    ("句", "Footnote", "句[^1]\n\n[^1]: "),
    ("小\n\n心", "Callout", "> [!NOTE]\n> 小\n> \n> 心"),
]
# Where the caret is, beside text or in a list.
BLOCKS = [
    ("# 一", "Home", "Table", "|  |  |\n| --- | --- |\n|  |  |\n\n# 一"),
    ("一", "End", "Block of code", "一\n\n```python\n\n```"),
    ("- 一", "End", "Block of code", "- 一\n\n  ```python\n\n  ```"),
]
TABS = '```python tab="Python"\n\n```\n\n```cpp tab="C++"\n\n```'
IS_WHOLE = """() => {
    const toolbar = document.querySelector(".formats")
    return toolbar.clientWidth > 0 && toolbar.scrollWidth <= toolbar.clientWidth
}"""


def press_format(page, name):
    """A button of the toolbar; it may stand in the menu behind it."""
    button = page.locator(".formats").get_by_role("button", name=name, exact=True)
    if not button.count():
        page.get_by_role("button", name="More", exact=True).last.click()
    button.click()


def test_formats_by_keys_and_by_the_toolbar(editor, subtests):  # noqa: F811
    for before, act, after in FORMATS:
        editor.write(before)
        editor.area.press("Control+a")
        if "+" in act:
            editor.area.press(act)
        else:
            press_format(editor, act)
        has_text(editor, after)
    for before, key, act, after in BLOCKS:
        editor.write(before)
        editor.keyboard.press(key)
        press_format(editor, act)
        has_text(editor, after)
    with subtests.test("a format is taken away by the same key"):
        editor.write("模型")
        editor.area.press("Control+a")
        for after in ("**模型**", "模型"):
            editor.area.press("Control+b")
            has_text(editor, after)
    assert editor.problems == []


def test_the_toolbar_and_its_menu_are_used_by_keys(editor):  # noqa: F811
    editor.write("")
    editor.get_by_role("button", name="Bold").focus()
    editor.keyboard.press("ArrowRight")
    expect(editor.get_by_role("button", name="Emphasis")).to_be_focused()
    for key in ("End", "Enter", "ArrowDown"):
        editor.keyboard.press(key)
    expect(editor.locator("#more-formats button").first).to_be_focused()
    editor.keyboard.press("End")
    editor.keyboard.press("Enter")
    has_text(editor, TABS)
    editor.get_by_role("button", name="Plain text field").click()
    editor.get_by_label("Text, in Markdown").focus()
    editor.keyboard.press("Shift+Tab")
    expect(editor.get_by_role("button", name="Picture")).to_be_focused()


def test_every_format_has_room_in_the_toolbar_or_in_its_menu(enter, people, article):  # noqa: F811
    for locale in ("en-GB", "zh-CN"):
        address = reverse("desk_article", args=[article.pk])
        page = enter(people[0], address, locale=locale, bypass_csp=True)
        for width in in_each_width(page, 960, 1280, 1920):
            wait_for(page, lambda: page.evaluate(IS_WHOLE))  # noqa: B023
            more = page.locator(".more-formats")
            assert page.evaluate("document.querySelectorAll('.formats [data-format]').length") == 14
            assert more.is_visible() == (width < (1280 if locale == "zh-CN" else 1920))
            if width == 960:
                more.click()
                assert violations(page) == []
                page.keyboard.press("Escape")
