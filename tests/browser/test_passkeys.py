"""Who comes in: a mail server, and the virtual authenticator of Chromium.

`pytest tests/browser/test_passkeys.py --sheet FOLDER` writes screenshots.
"""

import re
from email import message_from_bytes
from itertools import count

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from desk.models import Draft, Review
from tests.browser.conftest import scroll_width, wait_for
from tests.browser.test_accessibility import violations
from tests.browser.writing.conftest import expect_state, write
from tests.factories import make_user
from tests.postgres import free_port

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PHRASE = "a long enough phrase"


class Mailbox:
    """What a mail server accepts."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, _server, _session, envelope):
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"

    def link(self):
        """The link of the only mail."""
        call_command("run_due_tasks", verbosity=0)
        [mail] = self.mails
        text = mail.get_payload()[0].get_payload(decode=True).decode()
        return re.search(r"http://\S+", text)[0]


@pytest.fixture
def mailbox(settings, live_server):
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    settings.EMAIL_USE_TLS, settings.DEFAULT_FROM_EMAIL = False, "blog@blog.example"
    settings.SITE_URL = live_server.url
    yield box
    server.stop()


@pytest.fixture
def look(request, subtests):
    """What every page of an account keeps at both widths."""
    folder, numbers = request.config.getoption("--sheet"), count(1)

    def at(page):
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            if folder:
                page.screenshot(path=f"{folder}/{next(numbers):02}-{width}.png", full_page=True)
            with subtests.test(path=page.url, width=width):
                assert scroll_width(page) <= width
                assert violations(page) == []

    return at


def give_device(page):
    """A device that keeps passkeys and says yes. Returns a function that takes it away."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return lambda: session.send("WebAuthn.removeVirtualAuthenticator", device)


def sign_in(page):
    page.get_by_label("Username").fill("xiaoyun")
    page.get_by_label("Password").fill(PHRASE)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_from_the_invitation_to_the_lost_device(visit, enter, mailbox, look):
    admin = make_user("wang", is_superuser=True)
    inviting = enter(admin, "/desk/invitations/", bypass_csp=True)
    inviting.get_by_label("Address").fill("xiaoyun@mail.example")
    inviting.get_by_role("button", name="Invite", exact=True).click()
    expect(inviting.locator(".own b", has_text="xiaoyun@mail.example")).to_be_visible()
    look(inviting)

    page = visit(mailbox.link(), width=360, bypass_csp=True)
    look(page)
    page.get_by_label("Username").fill("xiaoyun")
    page.get_by_label("Password", exact=True).fill(PHRASE)
    page.get_by_label("Password confirmation").fill(PHRASE)
    page.get_by_role("button", name="Make my account").click()
    expect(page).to_have_url(re.compile("/desk/sign-in/"))
    look(page)
    sign_in(page)
    expect(page).to_have_url(re.compile(r"/desk/$"))

    take_away = give_device(page)
    page.goto("/desk/account/passkeys/add/")
    look(page)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page).to_have_url(re.compile("/desk/account/codes/"))
    look(page)
    code = page.locator(".codes code").first.inner_text()
    with page.expect_download() as file:
        page.get_by_role("link", name="Download them").click()
    assert code in file.value.path().read_text()
    page.get_by_role("link", name="I have them").click()
    look(page)
    page.get_by_role("button", name="Sign out", exact=True).last.click()
    # The device answers for the field of the name at once.
    expect(page).to_have_url(re.compile(r"/desk/$"))

    page.locator("#first-title").fill("凸包")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/articles/"))
    write(page, "最小的凸集。")
    expect_state(page, "saved")
    wait_for(page, lambda: Draft.objects.exists())
    draft = Draft.objects.select_related("head").get()
    reviewing, address = Client(), reverse("desk_review", args=[draft.pk])
    reviewing.force_login(admin)
    form = reverse("desk_article", args=[draft.pk])
    session = {each["name"]: each["value"] for each in page.context.cookies()}
    author = Client()
    author.cookies.load(session)
    sent = {"title": "凸包", "body": "最小的凸集。", "base": draft.head_id, "do": "review"}
    author.post(form, sent)
    assert Review.objects.open().get().note == ""
    draft.refresh_from_db()
    reviewing.post(address, {"do": "approve", "revision": draft.head_id})
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Approved")

    page.goto("/desk/")
    take_away()
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page)
    look(page)
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    look(page)
    page.get_by_role("button", name="Not on this device").click()
    expect(page).to_have_url(re.compile(r"/desk/$"))
    assert page.problems == []
