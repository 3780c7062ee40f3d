"""The writing form of an article in a browser, as its author: fixtures and what one does there."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import wait_for
from tests.desk.writing_helpers import draft_of
from tests.factories import make_article, make_user

PASSWORD, TEXT = "correct horse", "It begins.\n"


@pytest.fixture
def author():
    return make_user("xiaoyun", password=PASSWORD)


@pytest.fixture
def article(author):
    return make_article(title="Diffusion", body=TEXT, author=author)


@pytest.fixture
def form(enter, author, article):
    """The form of the article, as its author."""
    return lambda **options: enter(author, reverse("desk_article", args=[article.pk]), **options)


def body(page):
    return page.get_by_role("textbox", name="Text, in Markdown")


def write(page, text):
    body(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def expect_state(page, state):
    expect(page.locator("#save-state")).to_have_attribute("data-state", state)


def expect_draft(page, article, text):
    wait_for(page, lambda: draft_of(article).head.text.text == text)
    expect_state(page, "saved")


COUNT = """() => new Promise((resolve) => {
    indexedDB.open("longwave-desk").onsuccess = ({target: {result: database}}) => {
        const request = database.transaction("copies").objectStore("copies").count()
        request.onsuccess = () => { database.close(); resolve(request.result) }
    }
})"""


def number_of_copies(page):
    return page.evaluate(COUNT)


def other_tab(page):
    other = page.context.new_page()
    other.goto(page.url)
    return other


def hold_one(page, address):
    """Hold the next request to an address; the list gets its route."""
    routes = []
    page.route(address, lambda route: routes.append(route), times=1)
    return routes
