"""A second factor: codes of an app, recovery codes, and who needs one."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.audit.entries import AuditEntry
from accounts.second_factor import code_forms
from accounts.tokens.access_tokens import AccessToken
from tests.accounts.steps import PHRASE, Clock, set_up_app, sign_in_with_password

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
CODE, TOKENS = "/desk/sign-in/code/", "/desk/account/tokens/"


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch, code_forms)


@pytest.fixture
def protected(writer, browser, clock):
    """The writer's secret and recovery codes. The browser is signed out again."""
    sign_in_with_password(browser, writer)
    found = set_up_app(browser, clock)
    browser.post("/desk/sign-out/")
    clock.now += 300
    return found


def is_inside(browser):
    return browser.get("/desk/").status_code == 200


@pytest.mark.asks_a_database
def test_a_code_of_the_app_signs_in_once(writer, browser, protected, clock):
    secret, _codes = protected
    answer = sign_in_with_password(browser, writer, next="/desk/library/")
    assert answer["Location"] == CODE
    assert not is_inside(browser)
    assert browser.post(CODE, {"code": "000000"}).status_code == 200
    code = clock.code(secret)
    asked = browser.post(CODE, {"code": f" {code[:3]} {code[3:]}"})
    assert asked["Location"] == "/desk/sign-in/remember/"
    assert not is_inside(browser)
    assert browser.post(asked["Location"], {"action": "skip"})["Location"] == "/desk/library/"
    assert is_inside(browser)
    cache.clear()  # as in another process
    other = Client()
    sign_in_with_password(other, writer)
    assert other.post(CODE, {"code": code}).status_code == 200
    clock.now += 30
    assert other.post(CODE, {"code": clock.code(secret)}).status_code == 302


def test_a_recovery_code_signs_in_once_and_is_shown_once(writer, browser, protected):
    _secret, codes = protected
    assert len(set(codes)) == 10
    for status in (302, 200):
        stranger = Client()
        sign_in_with_password(stranger, writer)
        assert stranger.post(CODE, {"code": codes[0]}).status_code == status
    stranger.post(CODE, {"code": codes[1]})
    stranger.post("/desk/sign-in/remember/", {"action": "skip"})
    page = stranger.get("/desk/account/codes/").text
    assert not any(code in page for code in codes)
    assert (
        "8 codes are left"
        in Client.get(stranger, "/desk/account/", headers={"accept-language": "en"}).text
    )


def test_a_remembered_browser_is_asked_for_the_password_only(writer, browser, protected, clock):
    secret, _codes = protected
    sign_in_with_password(browser, writer)
    browser.post(CODE, {"code": clock.code(secret)})
    browser.post("/desk/sign-in/remember/", {"action": "trust"})
    browser.post("/desk/sign-out/")
    assert sign_in_with_password(browser, writer)["Location"] == "/desk/"
    writer.set_password(PHRASE)
    writer.save()
    assert sign_in_with_password(Client(), writer)["Location"] == CODE


def test_codes_are_limited_as_passwords_are(writer, browser, protected):
    sign_in_with_password(browser, writer)
    tried = [browser.post(CODE, {"code": "000000"}).status_code for _time in range(6)]
    assert tried == [200] * 5 + [429]


def test_a_copy_of_the_database_gives_no_codes(writer, protected, settings):
    secret, codes = protected
    for row in Authenticator.objects.all():
        assert secret not in str(row.data)
        assert not any(code in str(row.data) for code in codes)
    app = Authenticator.objects.get(type="totp").wrap()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 8, [settings.SECRET_KEY]
    assert not app.validate_code("000000")
    settings.SECRET_KEY_FALLBACKS = []
    assert not app.validate_code("000000")


def test_who_needs_a_second_factor_sets_one_up_first(writer, browser, clock, settings):
    settings.SECOND_FACTOR = "administrators"
    sign_in_with_password(browser, writer)
    assert is_inside(browser)
    settings.SECOND_FACTOR = "all"
    own = [f"/desk/account/{name}/" for name in ("profile", "password", "address", "tokens")]
    for path in ("/desk/", "/admin/", "/desk/library/", "/admin/articles/article/", *own):
        assert browser.get(path)["Location"] == "/desk/account/"
    assert "asks you for a second factor" in browser.get("/desk/account/").text
    set_up_app(browser, clock)
    assert is_inside(browser)


def test_who_has_the_password_alone_makes_no_token_where_a_second_factor_is_needed(
    writer, browser, settings
):
    settings.SECOND_FACTOR = "all"
    sign_in_with_password(browser, writer)
    sent = {"name": "backup", "scopes": ["read"], "days": "30"}
    for answer in (browser.get(TOKENS), browser.post(TOKENS, sent)):
        assert answer["Location"] == "/desk/account/"
    assert not AccessToken.objects.exists()


def test_the_audit_log_tells_of_new_recovery_codes(writer, browser, protected, clock):
    secret, _codes = protected
    sign_in_with_password(browser, writer)
    browser.post(CODE, {"code": clock.code(secret)})
    browser.post("/desk/sign-in/remember/", {"action": "skip"})
    added = AuditEntry.objects.filter(action="second-factor-added", actor=writer)
    before = added.count()
    assert browser.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    assert added.count() == before + 1
