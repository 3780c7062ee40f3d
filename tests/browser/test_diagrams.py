"""Diagrams: text that can be selected, both themes, phones, keys; axe finds nothing."""

import pytest

from tests.browser.conftest import in_each_width, scroll_width
from tests.browser.test_accessibility import violations
from tests.factories import make_article

WIDE = "\n".join(f" n{n}[第{n}步很长的名字] --> n{n + 1}" for n in range(9))
BODY = f"""前文。

```mermaid title="训练"
graph TD
 甲[取数据] -->|是| 乙{{够吗?}}
 乙 --> 丙
 style 甲 fill:#f9f
```

```mermaid
graph LR
{WIDE}
```

```dot
digraph {{ 甲 -> 乙 [label="下一步"] }}
```

后文。
"""
MEASURE = """() => [...document.querySelectorAll(".diagram svg")].map((svg) => {
    const text = svg.querySelector("text").getBoundingClientRect();
    const { width } = svg.getBoundingClientRect();
    return [width <= svg.getAttribute("width"), text.height, svg.scrollWidth];
})"""
FITS = """() => [...document.querySelectorAll(".diagram g")].every((group) => {
    const [box, text] = [group.querySelector(":scope > rect"), group.querySelector("text")];
    return !box || !text || text.getBBox().width <= box.getBBox().width + 4;
})"""
COLOUR = """() => getComputedStyle(document.querySelector(".diagram .f-purple")).fill"""


@pytest.fixture
def article():
    make_article(title="图", slug="diagrams", body=BODY)


def selected(page):
    """What a double click on a word of the first diagram selects."""
    page.locator(".diagram text", has_text="取数据").dblclick()
    return page.evaluate("getSelection().toString()")


@pytest.mark.django_db
def test_diagrams_are_read_on_phones_and_desks_in_both_themes(visit, article):
    page = visit("/articles/diagrams/", bypass_csp=True)
    assert selected(page)
    assert page.evaluate(FITS)
    colours = set()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        colours.add(page.evaluate(COLOUR))
    assert len(colours) == 2
    for width in in_each_width(page, 1280, 360):
        assert scroll_width(page) == width
        for is_natural, height, _ in page.evaluate(MEASURE):
            assert is_natural
            assert height >= 11
    box = page.locator(".diagram .box").nth(1)
    box.and_(page.locator("[tabindex='0']")).wait_for()
    page.locator(".diagram summary").first.click()
    assert "取数据" in page.locator(".diagram pre").first.inner_text()
    assert violations(page) == []
    assert page.problems == []
