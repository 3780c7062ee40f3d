"""Steps of signing in, and codes of an app by a clock that tests set."""

import re

from allauth.mfa.totp.internal import auth as totp

PHRASE = "a long enough phrase"


class Clock:
    """In place of the module `time` in the library."""

    def __init__(self, monkeypatch, *modules):
        self.now = 1_800_000_000.0
        for module in (totp, *modules):
            monkeypatch.setattr(module, "time", self)

    def time(self):
        return self.now

    def code(self, secret):
        """What an app shows now."""
        return totp.format_hotp_value(totp.hotp_value(secret, int(self.now) // 30))


def sign_in_with_password(browser, user, **more):
    return browser.post("/desk/sign-in/", {"login": user.username, "password": PHRASE, **more})


def set_up_app(browser, clock):
    """Returns the secret and the recovery codes."""
    page = browser.get("/desk/account/app/")
    secret = page.context["form"].secret
    answer = browser.post("/desk/account/app/", {"code": clock.code(secret)}, follow=True)
    assert answer.redirect_chain == [("/desk/account/codes/", 302)]
    return secret, re.findall(r"<code>(\d+)</code>", answer.text)
