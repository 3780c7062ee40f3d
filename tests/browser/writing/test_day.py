"""One author's whole day at the desk: in Chinese with an input method, and in English on a phone.

`pytest tests/browser/writing/test_day.py --sheet FOLDER` walks in each language, width and theme,
and writes a screenshot of each place; `-k zh-Hans-360-dark` chooses one of them.
"""

import re
from copy import copy
from datetime import timedelta
from itertools import count, product
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.conftest import wait_for
from tests.browser.test_accessibility import violations
from tests.browser.writing.conftest import PASSWORD, expect_state, other_tab
from tests.desk.writing_helpers import all_texts, body_of, draft_of

LOCALES = {"zh-Hans": "zh-CN", "en": "en-GB"}
EACH_DAY = list(product(LOCALES, (1280, 360), ("light", "dark")))
DAYS = [("zh-Hans", 1280, "light"), ("en", 360, "dark")]
TITLES = {"zh-Hans": "扩散模型", "en": "Diffusion models"}
SENTENCES = {"zh-Hans": "前向过程逐步加噪", "en": "The forward process adds noise"}
PINYIN = ("q", "qian'xiang", "qian'xiang'guo'cheng")
PROSE = re.compile(r'<div class="prose".*?(?=<div class="read tail")', re.DOTALL)


class Day:
    """A page of the desk, used by the words of its language."""

    def __init__(self, page, language, folder=None) -> None:
        self.page, self.language, self.folder = page, language, folder
        self.numbers = count(1)

    def in_other_tab(self):
        other = copy(self)
        other.page = other_tab(self.page)
        return other

    def word(self, english):
        with override(self.language):
            return gettext(english)

    def in_menu(self, found):
        """What may stand in the menu of the page."""
        if not found.first.is_visible():
            self.page.locator("details.more > summary").click()
        return found.first

    def press(self, name):
        self.in_menu(self.page.get_by_role("button", name=self.word(name), exact=True)).click()

    def follow(self, name):
        ends_so = re.compile(f"{re.escape(self.word(name))}$")  # an arrow may stand before it
        self.in_menu(self.page.get_by_role("link", name=ends_so)).click()

    def says(self, english):
        expect(self.page.locator(".messages")).to_contain_text(self.word(english))

    @property
    def text(self):
        return self.page.locator("#body").input_value()

    @property
    def area(self):
        return self.page.get_by_role("textbox", name=self.word("Text, in Markdown"))

    def type(self, text):
        self.area.press("Control+End")
        self.page.keyboard.type(text)

    def compose(self, steps, text):
        """Write as an input method does: each step replaces the one before."""
        devtools = self.page.context.new_cdp_session(self.page)
        for step in steps:
            caret = {"selectionStart": len(step), "selectionEnd": len(step)}
            devtools.send("Input.imeSetComposition", {"text": step, **caret})
        devtools.send("Input.insertText", {"text": text})

    def replace(self, old, new):
        """Replace words as another script would; the editor takes them as typed."""
        put = "(field, text) => { field.value = text; field.dispatchEvent(new Event('input')) }"
        self.page.locator("#body").evaluate(put, self.text.replace(old, new))

    def is_saved(self):
        wait_for(self.page, lambda: draft_of(Article.objects.get()).head.text.text == self.text)
        expect_state(self.page, "saved")

    def look(self, name):
        """Axe and the width of the page; a screenshot if a folder is given."""
        assert violations(self.page) == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if self.folder:
            self.page.screenshot(path=self.folder / f"{next(self.numbers):02}-{name}.png")


def pytest_generate_tests(metafunc):
    days = EACH_DAY if metafunc.config.getoption("--sheet") else DAYS
    names = ["-".join(map(str, day)) for day in days]
    metafunc.parametrize("day", days, ids=names, indirect=True)


@pytest.fixture
def day(request, visit, author):
    language, width, theme = request.param
    folder = None
    if given := request.config.getoption("--sheet"):
        folder = Path(given, f"{language}-{width}-{theme}")
        folder.mkdir(parents=True, exist_ok=True)
    options = {"locale": LOCALES[language], "width": width, "theme": theme}
    return Day(visit("/desk/", bypass_csp=True, **options), language, folder)


def sign_in(day, name):
    day.page.locator("[name=login]").fill(name)
    day.page.locator("[name=password]").fill(PASSWORD)
    day.page.keyboard.press("Enter")
    expect(day.page).to_have_url(re.compile(r"/desk/$"))


def write_article(day):
    day.page.locator("#first-title").fill(TITLES[day.language])
    day.page.keyboard.press("Enter")
    expect(day.area).to_have_attribute("contenteditable", "true")
    day.area.focus()
    sentence = SENTENCES[day.language]
    steps = PINYIN if day.language == "zh-Hans" else ()
    day.compose(steps, sentence)
    day.page.keyboard.type(r", $\sqrt{x_t}$")
    day.page.keyboard.press("End")
    day.page.keyboard.type("[^1].\n\n```python\nx = 1")
    day.page.keyboard.press("ArrowDown")
    day.type("\n\n[^1]: DDPM\n\n")
    day.press("Table")
    day.page.keyboard.type("a")
    day.is_saved()


# What the preview shows at first; later it gets the blocks that have changed.
WHOLE_PAGE = """async () => {
    const { form, dataset } = document.querySelector("#body")
    const headers = { Accept: "application/json" }
    const body = new FormData(form)
    const answer = await fetch(dataset.rendering, { method: "POST", body, headers })
    return (await answer.json()).page
}"""


def show_preview(day):
    """Return the article as the preview gets it. On a phone it stands behind the text."""
    panes = day.page.locator(".pane-choice label")
    is_phone = panes.first.is_visible()
    with day.page.expect_response("**/rendering/"):
        panes.last.click() if is_phone else day.type(" ")
    expect(day.page.frame_locator(".preview-pane iframe").locator("msqrt")).to_be_visible()
    day.look("preview")
    if is_phone:
        panes.first.click()
    return PROSE.search(day.page.evaluate(WHOLE_PAGE))[0]


def schedule(day, article):
    tomorrow = timezone.localtime() + timedelta(days=1)
    summary = day.page.locator("details.plan > summary")
    day.in_menu(summary).click()
    day.page.get_by_label(day.word("Day and time")).fill(f"{tomorrow:%Y-%m-%d %H:%M}")
    day.look("schedule")
    day.press("Publish at this time")
    expect(day.page.locator(".state")).to_contain_text("UTC+08:00")
    assert visit_as_reader(article).status_code == 404


def visit_as_reader(article):
    article.refresh_from_db()
    return Client().get(article.get_absolute_url())


def publish(day, button):
    day.press(button)
    day.says("Published: readers see this text now.")


def change_after_publication(day, article):
    seen = visit_as_reader(article).text
    day.type("\n\n## 尾声\n")
    day.is_saved()
    assert visit_as_reader(article).text == seen
    day.page.reload()
    day.follow("Compare")
    expect(day.page.locator(".diff ins").last).to_contain_text("尾声")
    day.look("comparison")
    day.follow("Back to the text")
    publish(day, "Publish changes")
    assert "尾声" in visit_as_reader(article).text


def restore(day, article):
    """The oldest text becomes the newest one; none is lost."""
    first, texts = all_texts(article)[0], set(all_texts(article))
    day.follow("History")
    day.page.locator("[name=old]").last.check()
    day.page.get_by_role("button", name=day.word("Compare"), exact=True).click()
    day.page.locator("header button.primary").click()
    expect(day.page.locator("#body")).to_have_value(first)
    assert texts == set(all_texts(article))
    assert "尾声" in visit_as_reader(article).text


def meet_in_two_tabs(day, article):
    """Both texts are kept, and become one."""
    other = day.in_other_tab()
    expect(other.area).to_have_attribute("contenteditable", "true")
    day.type("One way.")
    day.is_saved()
    other.type("Another way.")
    expect_state(other.page, "conflict")
    other.page.locator("[data-conflict]").click()
    other.look("conflict")
    other.page.locator("[value=both]").first.check()
    other.press("Save as one text")
    expect(other.page.locator("#body")).to_have_value(re.compile("Another way.*One way", re.DOTALL))
    other.page.close()
    day.page.reload()
    publish(day, "Publish changes")
    assert "Another way." in body_of(article)


def delete_and_restore(day, article):
    day.follow("Delete")
    day.press("Move to the trash")
    assert visit_as_reader(article).status_code == 410
    day.look("trash")
    day.page.get_by_role("button", name=article.title).click()
    expect(day.page.locator("#body")).to_have_value(re.compile("Another way"))
    assert "Another way." in visit_as_reader(article).text


def test_one_day(day, author):
    sign_in(day, author.username)
    day.look("first")
    write_article(day)
    article = Article.objects.get()
    assert article.title == TITLES[day.language]
    day.look("writing")
    preview = show_preview(day)
    schedule(day, article)
    publish(day, "Publish now")
    assert PROSE.search(visit_as_reader(article).text)[0] == preview
    change_after_publication(day, article)
    restore(day, article)
    meet_in_two_tabs(day, article)
    delete_and_restore(day, article)
    day.follow("Desk")
    day.look("desk")
    assert day.page.problems == []
