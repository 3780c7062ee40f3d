"""Unsaved text in a real browser: leaving asks, two windows meet, a session ends."""

import pytest

from tests.factories import make_article, make_user

PASSWORD = "correct horse"


@pytest.fixture
def signed_in(visit):
    """A window of the author, with an article of hers open."""
    author = make_user("xiaoyun")
    author.set_password(PASSWORD)
    author.save()
    article = make_article(author=author, title="凸包", body="最小的凸集。")
    page = visit("/admin/")
    sign_in(page)
    page.goto(f"{page.url.split('/admin')[0]}/admin/articles/article/{article.pk}/change/")
    page.wait_for_load_state("load")
    return page


def sign_in(page):
    page.locator("#id_username").fill("xiaoyun")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.wait_for_url("**/admin/")


def leave(page, *, by="about:blank"):
    """Try to leave, and stay where the browser asks; how often it asked."""
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.evaluate(f"setTimeout(() => location.assign('{by}'))")
    page.wait_for_timeout(1)
    try:
        page.wait_for_url(by, timeout=3_000)
    except Exception:
        pass
    page.remove_listener("dialog", stay)
    return asked
