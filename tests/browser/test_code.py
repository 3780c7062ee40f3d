"""Code blocks and tabs: copying, keyboard, printing."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import hold, in_each_width, scroll_width
from tests.factories import make_article

BODY = """
```console
$ pip install longwave
Done
$ cd site
```

```python linenums="10" {2}
x = 1
y = 2
```

```python tab="PyTorch"
import torch
```

```python tab="JAX"
import jax
```

最后 `#!python z = 3`。
"""
SELECT = "e => { getSelection().selectAllChildren(e); return getSelection().toString(); }"
COLOUR = "e => getComputedStyle(e).color"


@pytest.fixture
def read(visit):
    def read_article(**options):
        make_article(title="代码", slug="code", body=BODY)
        return visit("/articles/code/", **options)

    return read_article


def a_copied_console_session_has_no_prompts(page):
    session = page.locator(".code pre").first
    assert session.evaluate(SELECT).split("\n")[:3] == ["pip install longwave", "Done", "cd site"]


def copied_code_has_no_line_numbers(page):
    code = page.locator(".code pre").nth(1)
    number = code.locator("code > *").first.evaluate("e => getComputedStyle(e, '::before').content")
    assert number in ("attr(data-n)", '"10"')
    assert code.evaluate(SELECT).split() == ["x", "=", "1", "y", "=", "2"]


def test_tabs_work_without_scripts(read):
    page = read(script=False)
    torch, jax = page.get_by_text("import torch"), page.get_by_text("import jax")
    expect(torch).to_be_visible()
    expect(jax).to_be_hidden()
    page.locator("summary", has_text="JAX").click()
    expect(jax).to_be_visible()
    expect(torch).to_be_hidden()


def tab_titles_are_in_a_row_above_the_code(page):
    first, second = (page.locator(".tab > summary").nth(n).bounding_box() for n in (0, 1))
    code = page.get_by_text("import torch").bounding_box()
    assert first["y"] == second["y"] < code["y"]
    assert first["x"] + first["width"] < second["x"]


def a_tab_opens_by_the_keyboard(page):
    page.locator("summary", has_text="JAX").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("import jax")).to_be_visible()


def the_open_tab_stays_open_when_it_is_clicked(page):
    box = page.locator("summary", has_text="PyTorch").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    assert page.get_by_text("import torch").is_visible()


def every_tab_is_printed(page):
    page.emulate_media(media="print")
    for name in ("torch", "jax"):
        expect(page.get_by_text(f"import {name}")).to_be_visible()


def inline_code_is_highlighted(page):
    code = page.locator("p code.highlight")
    assert code.inner_text() == "z = 3"
    assert code.locator(".mi").evaluate(COLOUR) != code.evaluate(COLOUR)


def code_and_tabs_fit_the_screen(page):
    for width in in_each_width(page, 360, 1280):
        assert scroll_width(page) == width


def test_an_article_with_code_and_tabs(read, subtests):
    hold(
        subtests,
        read(),
        a_copied_console_session_has_no_prompts,
        copied_code_has_no_line_numbers,
        inline_code_is_highlighted,
        tab_titles_are_in_a_row_above_the_code,
        the_open_tab_stays_open_when_it_is_clicked,
        a_tab_opens_by_the_keyboard,
        code_and_tabs_fit_the_screen,
        every_tab_is_printed,
    )


def test_a_single_line_has_no_number_and_no_header(visit):
    make_article(slug="one", body="```bash\npip install longwave\n```\n\n```py\nx = 1\ny = 2\n```")
    page = visit("/articles/one/")
    one, two = page.locator(".code").nth(0), page.locator(".code").nth(1)
    number = "e => getComputedStyle(e.querySelector('code > *'), '::before').content"
    assert one.evaluate(number) == "none"
    assert two.evaluate(number) != "none"
    assert one.bounding_box()["height"] <= 50
    assert one.locator(".lang").bounding_box()["y"] < one.locator("code").bounding_box()["y"] + 20


def test_code_with_a_file_name_has_a_header(visit):
    make_article(slug="named", body='```py title="a.py"\nx = 1\n```')
    figure = visit("/articles/named/").locator(".code")
    header, code = figure.locator("figcaption").bounding_box(), figure.locator("pre").bounding_box()
    assert header["y"] + header["height"] <= code["y"] + 1


def test_the_copy_button_of_code_without_header_appears_for_mouse_and_keyboard(visit):
    make_article(slug="bare", body="```py\nx = 1\ny = 2\n```")
    page = visit("/articles/bare/")
    button = page.locator(".code .copy")
    expect(button).to_have_css("opacity", "0")
    page.locator(".code").hover()
    expect(button).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    expect(button).to_have_css("opacity", "0")
    button.focus()
    expect(button).to_have_css("opacity", "1")


@pytest.mark.parametrize("width", [360, 768])
def test_the_language_does_not_lie_on_code(visit, width):
    long = "# " + "0123456789" * 12
    make_article(slug="label", body=f"```python\n{long}\nx = 1\n```\n\n```python\n{long}\n```")
    page = visit("/articles/label/", width=width)
    several, one = page.locator(".code").all()
    label = several.locator(".lang").bounding_box()
    first = several.locator("code > span").first.bounding_box()
    assert label["y"] + label["height"] <= first["y"]
    one.locator("pre").evaluate("box => { box.scrollLeft = box.scrollWidth; }")
    end = """span => {
        const text = document.createRange();
        text.selectNodeContents(span);
        return Math.max(...[...text.getClientRects()].map(box => box.right));
    }"""
    label = one.locator(".lang").bounding_box()
    assert one.locator("code > span > span").last.evaluate(end) <= label["x"]


def test_four_tabs_are_in_one_row_on_a_phone(visit):
    names = ("MXNet", "PyTorch", "TensorFlow", "PaddlePaddle")
    blocks = (f'```python tab="{name}"\nx = 1\n```' for name in names)
    make_article(slug="tabs", body="\n\n".join(blocks))
    page = visit("/articles/tabs/", width=360)
    assert (
        len({summary.bounding_box()["y"] for summary in page.locator(".tab > summary").all()}) == 1
    )
