"""Features of articles that need scripts; test_reading.py tests reading without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import hold, wait_for
from tests.factories import make_article

BODY = """
词[^1]，再一词[^2]。

[跳到折叠处](#藏起来的)

![一条电波](/static/icon.svg "图一")

```console
$ pip install longwave
Successfully installed
$ cd site
```

```python linenums="10" del="2" ins="3"
x = 1
y = 2
y = 3
```

## 第一节

{filler}

## 第二节

{filler}

<details><summary>更多</summary>

### 藏起来的

在这里。

</details>

[^1]: 第一个**注**，$x^2$。
[^2]: 第二个注。
""".replace("{filler}", "很长的一段。\n\n" * 30)
COPIED = "navigator.clipboard.readText()"


@pytest.fixture
def read(visit):
    def read_article(anchor="", **options):
        make_article(title="电波", slug="wave", body=BODY)
        return visit(f"/articles/wave/{anchor}", **options)

    return read_article


def copying_code_leaves_out_prompts_output_and_removed_lines(page):
    session, code = (page.locator("figure.code").nth(n).get_by_role("button") for n in (0, 1))
    session.click()
    expect(session).to_have_text("Copied")
    assert page.evaluate(COPIED) == "pip install longwave\ncd site\n"
    code.click()
    expect(code).to_have_text("Copied")
    assert page.evaluate(COPIED) == "x = 1\ny = 3\n"


def the_citation_is_copied(page):
    page.locator(".cite summary").click()
    page.locator(".cite").get_by_role("button").click()
    expect(page.locator(".cite .copy")).to_have_text("Copied")
    assert page.evaluate(COPIED).startswith("@")


def a_footnote_opens_beside_its_mark_and_returns_the_focus(page):
    mark = page.locator("sup.fn a").first
    mark.focus()
    page.keyboard.press("Enter")
    note = page.get_by_role("dialog", name="脚注 1")
    assert note.inner_text().startswith("第一个注")
    assert page.evaluate("document.activeElement.className") == "pop"
    assert "#fn" not in page.url
    page.keyboard.press("Escape")
    note.wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "fnref-1"


def test_a_footnote_opens_by_touch_inside_the_screen(read):
    page = read(width=360, has_touch=True, is_mobile=True)
    page.locator("sup.fn a").nth(1).tap()
    box = page.get_by_role("dialog", name="脚注 2").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert 0 <= box["y"] <= 900 - box["height"]
    page.touchscreen.tap(180, 5)
    page.locator(".pop").wait_for(state="detached")


def a_picture_opens_large_and_returns_the_focus(page):
    button = page.get_by_role("button", name="Enlarge the picture: 一条电波")
    drawn = button.bounding_box()["width"]
    button.focus()
    page.keyboard.press("Enter")
    whole = page.get_by_role("dialog", name="一条电波").get_by_role("img")
    assert whole.get_attribute("alt") == "一条电波"
    wait_for(page, lambda: whole.bounding_box()["width"] > drawn)
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert page.evaluate("document.activeElement.className") == "enlarge"


def test_an_article_with_scripts(read, subtests):
    hold(
        subtests,
        read(permissions=["clipboard-read", "clipboard-write"]),
        a_footnote_opens_beside_its_mark_and_returns_the_focus,
        a_picture_opens_large_and_returns_the_focus,
        copying_code_leaves_out_prompts_output_and_removed_lines,
        the_citation_is_copied,
    )


@pytest.mark.parametrize("script", [True, False])
def test_a_link_opens_the_details_around_its_target(read, script):
    page = read(script=script)
    page.get_by_role("link", name="跳到折叠处").click()
    expect(page.get_by_text("在这里")).to_be_visible()


@pytest.mark.parametrize("late", [False, True])
def test_the_section_that_a_link_leads_to_is_marked(read, late):
    """Also if a picture above the section is loaded later and moves it."""
    held = []
    page = read(before=lambda page: late and page.route("**/icon.svg", lambda r: held.append(r)))
    picture = page.locator(".prose img")
    current = page.locator("div.toc [aria-current=location], .dial [aria-current=location]")
    assert current.count() == 0
    page.locator("div.toc a", has_text="第二节").click()
    expect(page.locator("h2:target")).to_be_in_viewport()
    wait_for(page, lambda: bool(held) == late)
    for route in held:
        route.continue_()
    wait_for(page, lambda: picture.evaluate("image => image.complete && image.naturalWidth"))
    expect(current).to_have_text([re.compile("第二节")] * 2)
