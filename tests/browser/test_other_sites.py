"""Scripts of other sites run where the settings allow it, and nowhere else."""

import pytest

from articles.models import SiteSettings
from tests.browser.conftest import wait_for
from tests.factories import make_article

SCRIPT = """
document.documentElement.dataset.counted = "yes";
fetch("https://stats.example/event", {method: "POST", body: "x"}).catch(() => {});
"""


def other_site(page):
    """The site answers, so that the test needs no network."""
    page.route(
        "https://stats.example/**",
        lambda route: route.fulfill(
            body=SCRIPT,
            content_type="text/javascript",
            headers={"Access-Control-Allow-Origin": "*"},
        ),
    )


def add_script(page):
    page.evaluate(
        """document.head.append(Object.assign(
            document.createElement("script"), {src: "https://stats.example/script.js"}))"""
    )


@pytest.fixture
def article():
    return make_article(slug="a")


def test_script_that_is_allowed_runs_and_sends_requests(visit, article):
    SiteSettings(other_sites="https://stats.example scripts connections").save()
    page = visit("/articles/a/", requests=True, before=other_site)
    add_script(page)
    wait_for(page, lambda: "/event" in page.asked)
    assert page.locator("html").get_attribute("data-counted") == "yes"
    assert not page.problems


def test_script_that_is_not_allowed_is_not_loaded(visit, article):
    page = visit("/articles/a/", before=other_site)
    add_script(page)
    wait_for(page, lambda: any("Content Security Policy" in text for text in page.problems))
    assert page.locator("html").get_attribute("data-counted") is None
