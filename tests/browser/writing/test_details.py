"""The details of an article beside its text."""

import re
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.conftest import wait_for
from tests.browser.test_accessibility import violations
from tests.browser.writing.conftest import body, number_of_copies, write
from tests.desk.writing_helpers import draft_of
from tests.factories import make_article

SUMMARY = "It begins. It ends."


def saved(article, name):
    return draft_of(article).head.metadata[name]


def enter_tags(page, article):
    tags = page.get_by_role("combobox", name="Tags")
    tags.focus()
    page.keyboard.type("深度 学习，")
    page.keyboard.type("可夫")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_have_text("马尔可夫，链1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    expect(tags).to_have_value('"马尔可夫，链"')
    page.keyboard.press("Enter")
    wait_for(page, lambda: [n for _, n in saved(article, "tags")] == ["深度 学习", "马尔可夫，链"])


def choose_address(page, article):
    address, note = page.get_by_label("Address", exact=True), page.locator("#note-slug")
    address.fill("taken")
    expect(note).to_contain_text("“The other” has this address")
    expect(address).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []
    wait_for(page, lambda: number_of_copies(page) == 1)  # of what could not be taken over
    note.get_by_role("button", name="diffusion").click()
    expect(address).to_have_value("diffusion")
    address.fill("mine")
    expect(note).to_contain_text("Readers of the former address are led to the new one.")
    address.press("Enter")
    wait_for(page, lambda: saved(article, "slug") == "mine")


def choose_date(page):
    date = page.get_by_label("Date")
    date.fill("soon")
    expect(page.locator("#note-published_at")).to_have_class(re.compile("wrong"))
    date.fill("明天 9:00")
    expect(page.locator(".excerpt p")).to_contain_text("It ends.")
    page.get_by_role("button", name="Use it as the summary").click()
    tomorrow = timezone.localtime() + timedelta(days=1)
    expect(date).to_have_value(f"{tomorrow:%Y-%m-%d} 09:00")
    expect(page.get_by_label("Summary")).to_have_value(SUMMARY)
    date.fill("2026-03-04 9:00")
    expect(page.locator("#note-published_at")).to_contain_text("Mar 4, 2026")


def move_by_keys(page):
    body(page).focus()
    page.keyboard.press("F6")
    expect(page.locator("#details :focus")).to_be_visible()
    page.keyboard.press("F6")
    expect(body(page)).to_be_focused()
    page.get_by_label("Summary").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()


def open_on_a_phone(page):
    page.set_viewport_size({"width": 360, "height": 900})
    page.locator("details.more > summary").click()
    page.locator("[data-do=details]:visible").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".more > summary")).to_be_focused()


def test_details_are_typed_saved_and_published(form, article):
    make_article(slug="taken", title="The other", author=article.author).tags.add("马尔可夫，链")
    page = form(bypass_csp=True)
    write(page, "It ends.\n")
    page.get_by_role("link", name="Details").click()
    enter_tags(page, article)
    choose_address(page, article)
    choose_date(page)
    at = datetime(2026, 3, 4, 1, tzinfo=UTC)
    wait_for(page, lambda: datetime.fromisoformat(saved(article, "published_at")) == at)
    move_by_keys(page)
    page.reload()
    expect(page.locator(".state")).to_contain_text("Tags")
    open_on_a_phone(page)
    expect(page.locator("[name=tags]")).to_have_value('深度 学习, "马尔可夫，链"')
    page.get_by_role("button", name="Publish changes").click()
    expect(page.locator("#changes")).to_be_focused()
    expect(page.locator("#changes")).to_contain_text("The former address leads to the new one.")
    page.get_by_role("button", name="Publish changes").click()
    expect(page.locator(".messages")).to_contain_text("Published")
    found = Article.objects.get(pk=article.pk)
    assert (found.slug, found.summary, found.published_at) == ("mine", SUMMARY, at)
    assert set(found.tags.names()) == {"深度 学习", "马尔可夫，链"}
    wait_for(page, lambda: number_of_copies(page) == 0)
    assert page.problems == []
