"""Mails about accounts: a forgotten password, a new address, a new device, an invitation."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from accounts.mails import posting
from accounts.models import Invitation
from articles.models import User
from tests.accounts.steps import PHRASE, Clock, set_up_app, sign_in_with_password

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SITE = "https://blog.example"
NEW = "another long phrase"


@pytest.fixture(autouse=True)
def mail(settings, django_capture_on_commit_callbacks, monkeypatch):
    """A site that sends mails; tasks are run at once. Their rows are looked at elsewhere."""
    settings.EMAIL_HOST, settings.SITE_URL = "mail.example", SITE
    settings.DEFAULT_FROM_EMAIL = "blog@blog.example"
    settings.LANGUAGE_CODE = "en"
    for task in (posting.post_resets, posting.post_letter, posting.post_invitation):
        monkeypatch.setattr(type(task), "enqueue", lambda self, *args: self.func(*args))
    monkeypatch.setattr(posting.transaction, "on_commit", lambda call: call())


@pytest.fixture
def reachable(writer):
    writer.email = "xiaoyun@mail.example"
    writer.save()
    return writer


def links_in(mails):
    """The paths of the links, by recipient."""
    return {each.to[0]: re.findall(rf"{SITE}(/\S+)", each.body) for each in mails}


def forget(browser, name, **more):
    return browser.post("/desk/sign-in/forgotten/", {"name": name}, **more)


def choose_password(browser, path):
    form = browser.get(path, follow=True)
    sent = {"new_password1": NEW, "new_password2": NEW}
    return browser.post(form.request["PATH_INFO"], sent)


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(reachable, mailoutbox):
    before = Client()
    sign_in_with_password(before, reachable)
    mailoutbox.clear()
    browser = Client()
    forget(browser, "xiaoyun@MAIL.example", headers={"x-forwarded-host": "evil.example"})
    [path] = links_in(mailoutbox)[reachable.email]
    text, html = mailoutbox[0].body, mailoutbox[0].alternatives[0].content
    assert f'href="{SITE}{path}"' in html
    assert "evil" not in text + html
    assert choose_password(Client(), path)["Location"] == "/desk/sign-in/"
    reachable.refresh_from_db()
    assert reachable.check_password(NEW)
    assert before.get("/desk/").status_code == 302
    assert mailoutbox[-1].subject == "Your password was changed"
    assert "was used already" in Client(headers={"accept-language": "en"}).get(path).text


def test_a_link_expires_and_asking_tells_nobody_who_is_there(reachable, mailoutbox, settings):
    answers = [forget(Client(), name) for name in (reachable.username, "nobody")]
    assert answers[0].text == answers[1].text
    assert len(mailoutbox) == 1
    [path] = links_in(mailoutbox)[reachable.email]
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "new_password1" not in Client().get(path, follow=True).text
    asked = [forget(Client(), reachable.username).status_code for _time in range(6)]
    assert asked[-1] == 429


def test_a_new_address_counts_when_it_is_confirmed(reachable, browser, mailoutbox):
    sign_in_with_password(browser, reachable)
    mailoutbox.clear()
    browser.post("/desk/account/address/", {"address": "new@mail.example"})
    sent = links_in(mailoutbox)
    assert sent.keys() == {"xiaoyun@mail.example", "new@mail.example"}
    [path] = sent["new@mail.example"]
    assert sent["xiaoyun@mail.example"] == []
    Client().get(path)
    reachable.refresh_from_db()
    assert reachable.email == "xiaoyun@mail.example"
    Client().post(path)
    reachable.refresh_from_db()
    assert reachable.email == "new@mail.example"
    assert "was used already" in browser.get(path).text


def test_a_sign_in_with_a_new_device_is_told_of_once(reachable, browser, mailoutbox):
    for _time in range(2):
        sign_in_with_password(browser, reachable)
        browser.post("/desk/sign-out/")
    assert [each.subject for each in mailoutbox] == ["Signed in on a new device"]


def test_an_invitation_gives_its_role_once(admin_user, mailoutbox):
    inviting = Client(headers={"accept-language": "en"})
    inviting.force_login(admin_user)
    role = inviting.get("/desk/invitations/").context["form"].fields["role"].choices[0][0]
    inviting.post("/desk/invitations/", {"email": "ada@mail.example", "role": role})
    [path] = links_in(mailoutbox)["ada@mail.example"]
    form = {"username": "ada", "display_name": "Ada", "password1": NEW, "password2": NEW}
    assert Client().post(path, {**form, "password2": "other"}).status_code == 200
    assert Client().post(path, form)["Location"] == "/desk/sign-in/"
    ada = User.objects.get(username="ada")
    assert [str(group.pk) for group in ada.groups.all()] == [role]
    assert (ada.email, ada.is_staff, ada.is_superuser) == ("ada@mail.example", True, False)
    again = Client(headers={"accept-language": "en"}).post(path, {**form, "username": "eve"})
    assert "was taken already" in again.text
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.asks_a_database
def test_an_invitation_is_taken_by_one_of_two_who_send_at_once(admin_user):
    made = Invitation.make("ada@mail.example", None, by=admin_user)
    assert [made.take(User(username=name)) for name in ("ada", "eve")] == [True, False]
    assert User.objects.get(username="ada").is_superuser
    assert not User.objects.filter(username="eve").exists()


def test_only_administrators_invite(writer, browser):
    sign_in_with_password(browser, writer)
    assert browser.get("/desk/invitations/").status_code == 403
    assert Client().get("/desk/invitations/").status_code == 302


def command(*words):
    said = StringIO()
    call_command(*words, stdout=said)
    return said.getvalue()


def test_commands_let_in_who_is_locked_out(writer, browser, monkeypatch):
    [path] = re.findall(rf"{SITE}(/\S+)", command("add_user", "ada", "--role", "editors"))
    assert choose_password(Client(), path)["Location"] == "/desk/sign-in/"
    [path] = re.findall(rf"{SITE}(/\S+)", command("reset_password", "xiaoyun"))
    assert Client().get(path).status_code == 302
    with pytest.raises(CommandError, match="no user 'nobody'"):
        command("reset_password", "nobody")
    with pytest.raises(CommandError, match="contributors, editors"):
        command("add_user", "eve", "--role", "kings")
    sign_in_with_password(browser, writer)
    set_up_app(browser, Clock(monkeypatch))
    command("disable_second_factor", "xiaoyun")
    assert browser.get("/desk/").status_code == 302
    assert sign_in_with_password(browser, writer)["Location"] == "/desk/"


def test_one_changes_the_own_password_and_stays_signed_in(reachable, browser, mailoutbox):
    other = Client()
    for each in (other, browser):
        sign_in_with_password(each, reachable)
    wrong = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    assert browser.post("/desk/account/password/", wrong).status_code == 200
    browser.post("/desk/account/password/", {**wrong, "old_password": PHRASE})
    assert [each.get("/desk/").status_code for each in (browser, other)] == [200, 302]
    assert "this device" in browser.get("/desk/account/").text
    assert mailoutbox[-1].subject == "Your password was changed"


def test_without_mail_administrators_hand_over_the_links(admin_user, writer, settings, mailoutbox):
    settings.EMAIL_HOST = ""
    inviting = Client(headers={"accept-language": "en"})
    inviting.force_login(admin_user)
    inviting.post("/desk/invitations/", {"email": "ada@mail.example", "role": "administrator"})
    page = inviting.get("/desk/invitations/").text
    [path] = re.findall(rf"{SITE}(/desk/sign-in/invitation/[^<]+)", page)
    assert "Your invitation" in Client(headers={"accept-language": "en"}).get(path).text
    assert "manage.py reset_password" in inviting.get("/desk/sign-in/forgotten/").text
    shown = inviting.post("/desk/invitations/password-link/", {"name": "xiaoyun"}).text
    [path] = re.findall(rf"{SITE}(/desk/sign-in/password/[^<]+)", shown)
    assert choose_password(Client(), path)["Location"] == "/desk/sign-in/"
    assert mailoutbox == []
