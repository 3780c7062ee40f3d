"""The frame of the writing page: outline, seam, counts, focus, menus, and what a phone shows."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import leave_by_tab
from tests.browser.test_accessibility import violations
from tests.browser.writing.conftest import body
from tests.factories import make_article

BODY = """开头，`# 不是标题`。

## 推导

$$
x
=
y
$$

```python
# 不是标题
```

小结
---

### 细节 **粗**

尾声 two words。
"""
WIDTHS = (360, 768, 1280, 1920)


@pytest.fixture
def article(author):
    return make_article(title="扩散模型", body=BODY, author=author)


def test_the_writing_page_is_walked_by_keys(form):
    page = form(bypass_csp=True)
    preview = page.frame_locator(".preview-pane iframe")
    body(page).press("Control+Home")

    page.keyboard.press("Control+Shift+O")
    outline = page.get_by_role("navigation", name="Outline").get_by_role("button")
    expect(outline).to_have_text(["01推导", "02小结", "细节 粗"])
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".line-active")).to_have_text("小结")
    expect(page.locator(".seam [aria-current]")).to_contain_text("小结")
    expect(preview.get_by_role("heading", name="小结")).to_be_visible()

    page.keyboard.press("F6")
    expect(page.locator(".preview-pane iframe")).to_be_focused()
    page.keyboard.press("F6")
    expect(body(page)).to_be_focused()
    leave_by_tab(page)
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator(".line-active")).to_contain_text("开头")

    page.keyboard.press("Control+.")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(preview.locator("body")).to_be_hidden()
    assert violations(page) == []
    page.reload()
    expect(page.get_by_role("button", name="Leave focus")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("banner")).to_be_visible()
    assert page.problems == []


def test_counts_formats_and_menus(form):
    page = form(bypass_csp=True)
    counts = page.locator(".counts")
    expect(counts).to_contain_text("1 formula")
    expect(counts).to_contain_text("about 1 min")
    page.get_by_role("button", name="Format", exact=True).click()
    toolbar = page.get_by_role("toolbar", name="Format")
    expect(toolbar).to_be_hidden()
    body(page).press("Control+End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+End")
    expect(counts).to_have_text("Selected:2 characters2 words")
    expect(toolbar).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(toolbar).to_be_hidden()
    expect(counts).to_contain_text("1 formula")

    page.locator("details.more > summary").click()
    expect(page.get_by_role("link", name="Preview links")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Preview links")).to_be_hidden()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate("document.documentElement.scrollHeight") == 900


def test_a_phone_shows_state_and_publishing_above_and_formats_below_the_text(form):
    page = form(width=360)
    for shown in (page.locator("#save-state"), page.get_by_role("button", name="Publish changes")):
        expect(shown).to_be_in_viewport()
    page.get_by_role("textbox", name="Title").press("Enter")
    expect(body(page)).to_be_focused()
    bottom = page.get_by_role("toolbar", name="Format").bounding_box()
    assert bottom["y"] + bottom["height"] == pytest.approx(900, abs=2)
    page.locator("details.more > summary").click()
    expect(page.get_by_role("button", name="Save as draft")).to_be_visible()
    size = body(page).evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
    assert size >= 16
