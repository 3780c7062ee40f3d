"""Passkeys, with the virtual authenticator of Chromium."""

import re

from playwright.sync_api import expect

from tests.accounts.steps import PHRASE
from tests.browser.conftest import scroll_width
from tests.browser.test_accessibility import violations
from tests.factories import make_user

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_device(page):
    """A device that keeps passkeys and says yes. Returns a function that takes it away."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return lambda: session.send("WebAuthn.removeVirtualAuthenticator", device)


def look(page, subtests):
    """What every page of an account keeps at both widths."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        with subtests.test(path=page.url, width=width):
            assert scroll_width(page) <= width
            assert violations(page) == []


def test_a_passkey_is_registered_signs_in_and_is_lost(visit, subtests):
    make_user("xiaoyun", password=PHRASE)
    page = visit("/desk/sign-in/", width=360, bypass_csp=True)
    look(page, subtests)
    page.get_by_label("Username").fill("xiaoyun")
    page.get_by_label("Password").fill(PHRASE)
    page.get_by_role("button", name="Sign in", exact=True).click()
    take_away = give_device(page)
    page.goto("/desk/account/passkeys/add/")
    look(page, subtests)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page).to_have_url(re.compile("/desk/account/codes/"))
    look(page, subtests)
    code = page.locator(".codes code").first.inner_text()
    with page.expect_download() as file:
        page.get_by_role("link", name="Download them").click()
    assert code in file.value.path().read_text()
    page.get_by_role("link", name="I have them").click()
    look(page, subtests)
    page.get_by_role("button", name="Sign out").click()
    # The device answers for the field of the name at once.
    expect(page).to_have_url(re.compile(r"/desk/$"))
    page.get_by_role("button", name="Sign out").click()
    take_away()
    page.goto("/desk/sign-in/")
    page.get_by_label("Username").fill("xiaoyun")
    page.get_by_label("Password").fill(PHRASE)
    page.get_by_role("button", name="Sign in", exact=True).click()
    look(page, subtests)
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    look(page, subtests)
    page.get_by_role("button", name="Not on this device").click()
    expect(page).to_have_url(re.compile(r"/desk/$"))
    assert page.problems == []
