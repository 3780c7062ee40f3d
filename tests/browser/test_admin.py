"""The admin in a browser: filters that complete names, refused forms, the first page."""

import pytest
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import expect

from articles.models import User
from operations.tasks import running
from tests.browser.test_accessibility import violations
from tests.factories import make_article, make_topic, make_user
from tests.tasks.examples import fail

LIST = "/admin/articles/article/"


@pytest.fixture
def owner():
    return User.objects.create_superuser("owner", password="x", display_name="Owner")


def test_list_is_filtered_by_a_tag_that_is_found_by_typing(enter, owner):
    make_article(title="一篇", category=make_topic("优化")).tags.add("梯度")
    make_article(title="另一篇").tags.add("概率")
    page = enter(owner, LIST, locale="zh-CN")
    page.locator("a", has_text="筛选").first.click()
    page.locator("[name=tags__id__exact] + .select2").click()
    search = page.get_by_role("searchbox")
    search.fill("没有")
    expect(page.locator(".select2-results")).to_contain_text("未找到")
    search.fill("梯")
    page.get_by_role("option", name="梯度").click()
    page.get_by_role("button", name="应用筛选").click()
    expect(page.locator("#result_list")).to_contain_text("一篇")
    expect(page.locator("#result_list")).not_to_contain_text("另一篇")


@pytest.mark.parametrize("script", [True, False])
def test_first_refused_field_is_shown_and_the_others_are_linked(enter, owner, script):
    make_article(slug="taken")
    article = make_article(author=owner)
    page = enter(owner, f"{LIST}{article.pk}/change/", script=script)
    page.locator("#id_slug").fill("taken")
    page.locator("#id_published_at_0").fill("nonsense")
    page.locator("[name=_continue]").click()
    date, slug = page.locator("#id_published_at_0"), page.locator("#id_slug")
    links = page.locator(".form-errors a[href^='#']")
    expect(links).to_have_count(2)
    if script:
        expect(date).to_be_focused()
    links.nth(1).click()
    expect(slug).to_be_in_viewport()
    if script:
        expect(slug).to_be_focused()


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_first_page_and_a_failed_task_fit_and_axe_finds_no_violation(enter, owner, theme, width):
    make_article(author=make_user(), body="[[nowhere]]")
    page = enter(owner, "/admin/", theme=theme, width=width, bypass_csp=True)
    expect(page.locator(".dashboard li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [each for each in violations(page) if "dashboard" in each[1]] == []
    fail.enqueue()
    running.run_due()
    task = DBTaskResult.objects.get(task_path__endswith="fail")
    page.goto(f"{page.url}django_tasks_database/dbtaskresult/{task.pk}/change/")
    expect(page.locator("pre.traceback")).to_contain_text("Unlucky")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ours = ("traceback", '<span lang="en"')
    assert [each for each in violations(page) if any(part in each[1] for part in ours)] == []
