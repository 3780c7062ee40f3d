"""Signing in by another site: by OpenID Connect, and by GitHub."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from accounts.audit.entries import AuditEntry
from accounts.identities.github_provider import GitHubSteps
from accounts.models import Invitation
from articles.models import User
from blog.identity_settings import IdentityProvider
from tests.accounts.openid_server import CLIENT, SECRET, openid_provider
from tests.accounts.steps import Clock, set_up_app, sign_in_with_password
from tests.each import check_each
from tests.undone import undone

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SITE, WITH, BACK = (
    "https://blog.example",
    "/desk/sign-in/with/oidc/",
    "/desk/sign-in/with/oidc/back/",
)
CONNECT = "/desk/account/sites/oidc/connect/"


@pytest.fixture(scope="module")
def server():
    with openid_provider() as found:
        yield found


@pytest.fixture
def provider(server, settings):
    settings.SITE_URL, settings.EMAIL_HOST = SITE, "mail.example"
    oidc = IdentityProvider("oidc", "Example ID", CLIENT, SECRET, server.issuer)
    settings.IDENTITY_PROVIDERS = {"oidc": oidc}
    server.lies, server.codes = {}, {}
    server.claims = {"sub": "1", "email": "xiaoyun@mail.example", "email_verified": True}
    cache.clear()
    return server


@pytest.fixture
def person(writer):
    writer.email = "xiaoyun@mail.example"
    writer.save()
    return writer


def new_browser():
    return Client(headers={"accept-language": "en"})


def leave(browser, address=WITH, **sent):
    """The address to which the page leads."""
    page = browser.post(address, sent)
    assert page.status_code == 200
    assert page.headers["Refresh"].startswith("0; url=")
    return page.headers["Refresh"].partition("url=")[2]


def come(browser, provider, address=WITH, **sent):
    return browser.get(provider.authorize(leave(browser, address, **sent)))


def is_inside(browser):
    return browser.get("/desk/").status_code == 200


def test_it_signs_in_whose_verified_address_is_known_and_then_by_the_account_alone(
    person, provider
):
    browser = new_browser()
    assert "Sign in by Example ID" in browser.get("/desk/sign-in/").text
    answer = come(browser, provider, next="/desk/library/")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/library/")
    assert is_inside(browser)
    asked = provider.asked
    assert asked["redirect_uri"] == SITE + BACK
    assert (asked["code_challenge_method"], asked["response_type"]) == ("S256", "code")
    person.refresh_from_db()
    assert person.has_usable_password()
    provider.claims |= {"email": "other@mail.example"}
    assert come(again := new_browser(), provider)["Location"] == "/desk/"
    assert is_inside(again)
    did = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(did) == ["identity-connected", "signed-in", "signed-in"]


def test_no_stranger_comes_in_and_no_answer_is_taken_that_is_not_quite_right(person, provider):
    number = User.objects.count()

    def check(lies, claims):
        with undone():
            provider.lies, before = lies, dict(provider.claims)
            provider.claims |= claims
            browser = new_browser()
            answer = come(browser, provider)
            provider.lies, provider.claims = {}, before
            assert answer.status_code == 302
            assert answer["Location"] == "/desk/sign-in/"
            assert not is_inside(browser)
            assert not SocialAccount.objects.exists()

    check_each(
        [
            ({"state": "another"}, {}),
            ({"key": True}, {}),
            ({"iss": "https://evil.example"}, {}),
            ({"token": {"nonce": "another"}}, {}),
            ({"token": {"nonce": None}}, {}),
            ({"token": {"iss": "https://evil.example"}}, {}),
            ({"token": {"aud": "another client"}}, {}),
            ({"token": {"aud": [CLIENT, "x"], "azp": "x"}}, {}),
            ({"token": {"exp": 1_000_000_000}}, {}),
            ({"token": {"sub": ""}}, {}),
            ({"user": {"sub": "2"}}, {}),
            ({}, {"email_verified": False}),
            ({}, {"email_verified": "false"}),
            ({}, {"email": "stranger@mail.example"}),
            ({}, {"sub": "x" * 400}),
        ],
        check,
    )
    assert User.objects.count() == number


def test_an_answer_counts_once_and_only_in_the_browser_that_left(person, provider):
    browser, other = new_browser(), new_browser()
    back = provider.authorize(leave(browser))
    assert other.get(back)["Location"] == "/desk/sign-in/"
    before = browser.session.session_key
    assert browser.get(back)["Location"] == "/desk/"
    assert browser.session.session_key != before
    browser.post("/desk/sign-out/")
    assert browser.get(back)["Location"] == "/desk/sign-in/"
    assert not is_inside(browser)
    cancelled = provider.authorize(leave(browser)).partition("code=")[0]
    answer = browser.get(f"{cancelled}error=access_denied&state={provider.asked['state']}")
    assert answer["Location"] == "/desk/sign-in/"
    assert browser.get(WITH).status_code == 405
    assert Client(enforce_csrf_checks=True).post(WITH).status_code == 403


def test_nobody_is_led_to_another_site_after_it(person, provider):
    def check(aim):
        assert come(new_browser(), provider, next=aim)["Location"] == "/desk/"

    check_each(
        ["//evil.example/", "https://evil.example/", "\\\\evil.example", "/\\evil.example"], check
    )


def test_a_second_factor_is_asked_all_the_same(person, provider, monkeypatch):
    browser = new_browser()
    sign_in_with_password(browser, person)
    set_up_app(browser, Clock(monkeypatch))
    other = new_browser()
    assert come(other, provider)["Location"] == "/desk/sign-in/code/"
    assert not is_inside(other)


def test_who_is_disabled_or_shares_the_address_does_not_come_in(person, provider, settings):
    with undone():
        User.objects.create(username="twin", email=person.email.upper(), is_staff=True)
        assert come(new_browser(), provider)["Location"] == "/desk/sign-in/"
    with undone():
        settings.EMAIL_HOST = ""  # then nobody has confirmed an address
        assert come(new_browser(), provider)["Location"] == "/desk/sign-in/"
        settings.EMAIL_HOST = "mail.example"
    come(browser := new_browser(), provider)
    for name in ("is_active", "is_staff"):
        User.objects.filter(pk=person.pk).update(**{name: False})
        assert not is_inside(browser)
        assert come(other := new_browser(), provider)["Location"] == "/desk/sign-in/"
        assert not is_inside(other)
        User.objects.filter(pk=person.pk).update(**{name: True})


def test_one_connects_and_removes_it_on_the_page_of_the_account(person, provider):
    browser = new_browser()
    sign_in_with_password(browser, person)
    provider.claims = {"sub": "7", "preferred_username": "xiao"}
    assert "Sign in by Example ID too" in browser.get("/desk/account/").text
    assert come(browser, provider, CONNECT)["Location"] == "/desk/account/"
    [found] = SocialAccount.objects.all()
    assert found.extra_data == {"label": "xiao", "name": ""}
    page, path = browser.get("/desk/account/").text, f"/desk/account/sites/{found.pk}/remove/"
    assert path in page
    stranger = new_browser()
    rival = User.objects.create_user("ada", password="x", is_staff=True)
    stranger.force_login(rival)
    assert stranger.get(path).status_code == 404
    come(stranger, provider, CONNECT)
    assert SocialAccount.objects.get().user == person
    person.set_unusable_password()
    person.save()
    browser.force_login(person)
    assert "your only way in" in browser.post(path, follow=True).text
    assert SocialAccount.objects.exists()
    person.set_password("another long phrase")
    person.save()
    browser.force_login(person)
    assert browser.post(path)["Location"] == "/desk/account/"
    assert not SocialAccount.objects.exists()
    told = AuditEntry.objects.filter(action__startswith="identity-").order_by("pk")
    assert [(row.action, row.details) for row in told] == [
        ("identity-connected", {"site": "Example ID"}),
        ("identity-removed", {"site": "Example ID"}),
    ]


def test_the_last_passkey_of_who_has_no_password_stays(person, provider):
    person.set_unusable_password()
    person.save()
    browser = new_browser()
    browser.force_login(person)
    key = Authenticator.objects.create(user=person, type="webauthn", data={"name": "phone"})
    path = f"/desk/account/passkeys/{key.pk}/remove/"
    assert "your only way in" in browser.post(path, follow=True).text
    assert Authenticator.objects.filter(pk=key.pk).exists()
    SocialAccount.objects.create(user=person, provider=provider.issuer, uid="1")
    browser.post(path)
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_connecting_asks_first_who_one_is_and_belongs_to_who_began_it(person, provider, settings):
    browser = new_browser()
    sign_in_with_password(browser, person)
    back = provider.authorize(leave(browser, CONNECT))
    rival = User.objects.create_user("ada", is_staff=True)
    state = dict(browser.session["socialaccount_states"])
    browser.force_login(rival)
    session = browser.session
    session["socialaccount_states"] = state
    session.save()
    assert browser.get(back)["Location"] == "/desk/account/"
    assert not SocialAccount.objects.exists()
    settings.CONFIRM_MINUTES = 15
    browser.force_login(person)
    session = browser.session
    session["signed_in_at"] -= 16 * 60
    session.save()
    assert browser.post(CONNECT)["Location"].startswith("/desk/account/confirm/")
    person.set_unusable_password()
    person.save()
    SocialAccount.objects.create(user=person, provider=provider.issuer, uid="1")
    browser.force_login(person)
    session = browser.session
    session["signed_in_at"] -= 16 * 60
    session.save()
    asked = browser.get("/desk/account/password/")
    assert asked["Location"].startswith("/desk/account/confirm/site/")
    assert "Sign in by Example ID" in browser.get(asked["Location"]).text
    assert come(browser, provider, next="/desk/account/password/")["Location"] == (
        "/desk/account/password/"
    )
    assert provider.asked["prompt"] == "login"
    assert browser.get("/desk/account/password/").status_code == 200


def test_an_invitation_is_taken_by_an_account_of_another_site_once(admin_user, provider):
    made = Invitation.make("ada@mail.example", None, by=admin_user)
    token = made.path.split("/")[-2]
    provider.claims = {"sub": "5", "preferred_username": "ada", "name": "Ada"}
    first, second = new_browser(), new_browser()
    assert "Sign in by Example ID" in first.get(made.path).text
    for browser in (first, second):
        asked = come(browser, provider, invitation=token)
        assert asked["Location"] == "/desk/sign-in/invited/"
    assert 'value="Ada"' in first.get(asked["Location"]).text
    sent = {"username": "ada", "display_name": "Ada"}
    assert first.post(asked["Location"], sent)["Location"] == "/desk/sign-in/"
    ada = User.objects.get(username="ada")
    assert (ada.email, ada.is_superuser, ada.has_usable_password()) == (
        *("ada@mail.example", True),
        False,
    )
    assert (
        second.post(asked["Location"], {**sent, "username": "eve"})["Location"] == "/desk/sign-in/"
    )
    assert not User.objects.filter(username="eve").exists()
    assert come(first, provider)["Location"] == "/desk/"
    key = Authenticator.objects.create(user=ada, type="totp", data={})
    assert come(new_browser(), provider)["Location"] == "/desk/sign-in/code/"
    key.delete()
    assert new_browser().get("/desk/sign-in/invited/")["Location"] == "/desk/sign-in/"


def test_github_signs_in_by_a_verified_address(person, provider, settings, monkeypatch):
    """Its answers are those of the provider above, in GitHub's words."""
    settings.IDENTITY_PROVIDERS = {"github": IdentityProvider("github", "GitHub", CLIENT, SECRET)}
    monkeypatch.setattr(GitHubSteps, "access_token_url", f"{provider.issuer}/token")
    monkeypatch.setattr(GitHubSteps, "profile_url", f"{provider.issuer}/user")
    emails = [{"email": person.email, "primary": True, "verified": True}]
    monkeypatch.setattr(GitHubSteps, "get_emails", lambda *_given: emails)
    provider.claims = {"id": 583231, "login": "octocat", "bio": "x", "sub": "1"}
    browser, address = new_browser(), "/desk/sign-in/with/github/"
    leaves = leave(browser, address)
    assert re.match(r"https://github\.com/login/oauth/authorize\?", leaves)
    assert browser.get(provider.authorize(leaves))["Location"] == "/desk/"
    [found] = SocialAccount.objects.all()
    assert (found.provider, found.uid) == ("github", "583231")
    assert found.extra_data == {"label": "octocat", "name": ""}


def test_without_settings_there_is_nothing_of_it(person, settings):
    settings.IDENTITY_PROVIDERS = {}
    browser = new_browser()
    assert "sign-in/with" not in browser.get("/desk/sign-in/").text
    for path in (WITH, BACK):
        assert browser.generic("GET" if path == BACK else "POST", path).status_code == 404
    sign_in_with_password(browser, person)
    assert "other sites" not in browser.get("/desk/account/").text
