"""Warnings in the editor: at their lines, in words of the interface, with fixes."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.browser.test_desk import article, people  # noqa: F401
from tests.browser.test_editor import has_text
from tests.media.factories import make_file


def test_a_warning_is_found_fixed_and_brought_back(enter, people, article):  # noqa: F811
    picture = make_file().get_absolute_url()
    page = enter(
        people[0], reverse("desk_article", args=[article.pk]), locale="zh-CN", bypass_csp=True
    )
    area = page.get_by_role("textbox", name="正文")
    area.press("Control+a")
    page.keyboard.type("正文\n\n##标题\n\n又一段 $x$")
    sign = page.get_by_role("button", name="第 3 行有提醒")
    sentence = page.get_by_text("如果这是标题，# 后面要有一个空格", exact=True)
    expect(sign).to_be_visible()
    expect(sentence).to_be_hidden()
    area.press("F8")
    expect(page.locator(".cm-sentence").filter(has=sentence)).to_be_visible()
    expect(
        page.locator("[aria-live=polite]").filter(has_text="如果这是标题").first
    ).to_be_attached()
    assert violations(page) == []
    page.get_by_role("button", name="改成 ## 标题").click()
    has_text(page, "正文\n\n## 标题\n\n又一段 $x$")
    expect(sign).to_have_count(0)
    area.press("Control+z")
    has_text(page, "正文\n\n##标题\n\n又一段 $x$")
    expect(sign).to_be_visible()
    page.get_by_role("button", name="不改").click()
    expect(sign).to_have_count(0)
    # The words of a picture go between its brackets.
    area.press("Control+a")
    page.keyboard.type(f"![甲]({picture}) ![]({picture})")
    expect(page.get_by_role("button", name="第 1 行有提醒")).to_be_visible()
    area.press("F8")
    page.get_by_role("button", name="写替代文字").click()
    page.keyboard.type("猫")
    has_text(page, f"![甲]({picture}) ![猫]({picture})")
    area.press("Control+a")
    page.keyboard.type("正文\n\n##标题\n\n又一段 $x$")
    # A formula is not judged while it is typed.
    area.press("Control+End")
    page.keyboard.type("，$\\nosuch")
    expect(page.locator(".warnings li")).to_have_count(2)
    expect(page.locator(".cm-sign")).to_have_count(0)
    area.press("ArrowUp")
    expect(page.get_by_role("button", name="第 5 行有提醒")).to_be_visible()
    assert page.problems == []
