"""Who comes in: a mail server, and the virtual authenticator of Chromium.

`pytest tests/browser/test_passkeys.py --sheet FOLDER` writes screenshots.
"""

import re
from email import message_from_bytes
from itertools import count

import pytest
from aiosmtpd.controller import Controller
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, SiteSettings, User
from desk.models import Review
from operations.tasks.running import run_due
from tests.browser.conftest import scroll_width, wait_for
from tests.browser.test_accessibility import violations
from tests.browser.writing.conftest import expect_state, write
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
        run_due()
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
    """What every page of an account keeps at both widths, once `path` is shown."""
    folder, numbers = request.config.getoption("--sheet"), count(1)

    def at(page, path):
        expect(page).to_have_url(re.compile(path))
        page.wait_for_load_state()
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


def sign_in(page, name="xiaoyun"):
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PHRASE)
    page.get_by_role("button", name="Sign in", exact=True).click()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def set_up_site(visit):
    """What a new administrator does, whom `manage.py start` has printed. Returns the page."""
    User.objects.create_superuser("admin", password=PHRASE, display_name="Wang")
    page = visit("/admin/articles/sitesettings/", bypass_csp=True)
    sign_in(page, "admin")
    page.locator("#id_title").fill("长波")
    press(page, "Save")
    wait_for(page, lambda: SiteSettings.objects.filter(title="长波").exists())
    page.goto("/desk/invitations/")
    page.get_by_label("Address").fill("xiaoyun@mail.example")
    page.get_by_label("Role").select_option("authors without publishing")
    press(page, "Invite")
    expect(page.locator(".own b", has_text="xiaoyun@mail.example")).to_be_visible()
    return page


def take_invitation(page, look):
    look(page, "/sign-in/invitation/")
    page.get_by_label("Username").fill("xiaoyun")
    page.get_by_label("Name shown to readers").fill("王晓云")
    page.get_by_label("Password", exact=True).fill(PHRASE)
    page.get_by_label("Password confirmation").fill(PHRASE)
    press(page, "Make my account")
    look(page, "/desk/sign-in/")
    sign_in(page)
    expect(page).to_have_url(re.compile(r"/desk/$"))


def register_passkey(page, look):
    """Returns a recovery code, and a function that takes the device away."""
    take_away = give_device(page)
    page.goto("/desk/account/passkeys/add/")
    look(page, "/passkeys/add/")
    press(page, "Make a passkey")
    look(page, "/account/codes/")
    code = page.locator(".codes code").first.inner_text()
    with page.expect_download() as file:
        page.get_by_role("link", name="Download them").click()
    assert code in file.value.path().read_text()
    page.get_by_role("link", name="I have them").click()
    look(page, "/desk/account/$")
    return code, take_away


def write_and_ask(page):
    page.locator("#first-title").fill("凸包")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/articles/"))
    write(page, "最小的凸集。")
    expect_state(page, "saved")
    press(page, "Ready for review")
    wait_for(page, lambda: Review.objects.open().exists())


def come_back(page, code, look):
    sign_in(page)
    look(page, "/sign-in/code/")
    page.get_by_label("Your code").fill(code)
    press(page, "Sign in")
    look(page, "/sign-in/remember/")
    press(page, "Not on this device")
    expect(page).to_have_url(re.compile(r"/desk/$"))


def test_from_the_new_site_to_the_lost_device(visit, mailbox, look):
    admin = set_up_site(visit)
    look(admin, "/desk/invitations/")
    page = visit(mailbox.link(), width=360, bypass_csp=True)
    take_invitation(page, look)
    code, take_away = register_passkey(page, look)
    page.get_by_role("button", name="Sign out", exact=True).last.click()
    # The device answers for the field of the name at once.
    expect(page).to_have_url(re.compile(r"/desk/$"))

    page.set_viewport_size({"width": 360, "height": 780})
    write_and_ask(page)
    article = Article.objects.get()
    admin.goto(reverse("desk_review", args=[article.pk]))
    press(admin, "Approve and publish")
    wait_for(admin, lambda: Article.objects.published().exists())
    page.goto("/desk/account/profile/")
    look(page, "/account/profile/")
    page.get_by_role("link", name="your page").click()
    expect(page.get_by_role("heading", name="王晓云")).to_be_visible()
    expect(page.get_by_role("link", name="凸包").first).to_be_visible()
    look(page, "/authors/")

    page.goto("/desk/")
    take_away()
    press(page, "Sign out")
    come_back(page, code, look)
    assert page.problems == admin.problems == []
