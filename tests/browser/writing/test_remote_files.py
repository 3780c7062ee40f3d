"""Copies of pictures on other sites take their places in the editor while somebody writes."""

from playwright.sync_api import expect

from media.models import MediaFile, RemoteCopy
from operations.tasks.running import run_due
from tests.browser.conftest import wait_for
from tests.browser.test_accessibility import violations
from tests.browser.test_editor import has_text
from tests.browser.writing.conftest import body, write
from tests.media.samples import picture
from tests.remote_site import asked_site, running_site, site

__all__ = ["asked_site", "running_site", "site"]


def test_a_copy_is_kept_from_the_warning_and_all_from_the_list(form, asked_site, media_folders):
    asked_site.answer("/a.png", picture("PNG"))
    here, gone = asked_site.url("/a.png"), asked_site.url("/gone.png")
    page = form(bypass_csp=True)
    body(page).press("Control+a")
    page.keyboard.type(f"![]({gone})\n\n![]({here})")
    expect(page.get_by_text("2 files are on other sites")).to_be_visible()
    assert violations(page) == []
    body(page).press("F8")
    page.locator(".cm-sentence").get_by_role("button", name="Keep a copy").click()
    expect(page.get_by_text("is being copied")).to_be_visible()
    write(page, " words")
    run_due()
    has_text(page, f"![]({gone})\n\n![]({address_of_copy()}) words")
    page.get_by_role("button", name="Keep a copy").click()
    wait_for(page, lambda: RemoteCopy.objects.waiting().exists())
    run_due()
    expect(page.get_by_text("answers with the status 404").first).to_be_visible()
    assert page.problems == []


def address_of_copy():
    return MediaFile.objects.get().get_absolute_url()
