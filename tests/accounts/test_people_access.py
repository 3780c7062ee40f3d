"""Administrators see how a person gets in, and end it: sessions, second factor, invitations."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from accounts.audit.entries import AuditEntry
from accounts.models import Invitation, UserSession
from tests.accounts.steps import Clock, set_up_app, sign_in_with_password
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def chief():
    return make_user("chief", is_superuser=True)


@pytest.fixture
def managing(chief):
    client = Client(headers={"accept-language": "en"})
    client.force_login(chief)
    return client


def test_an_administrator_ends_sessions_and_takes_a_second_factor_away(
    managing, chief, writer, browser, monkeypatch
):
    writer.is_superuser = True
    writer.save()
    phone = Client(headers={"user-agent": "Firefox/1 (iPhone)"})
    sign_in_with_password(phone, writer)
    sign_in_with_password(browser, writer)
    set_up_app(browser, Clock(monkeypatch))
    SocialAccount.objects.create(
        user=writer, provider="github", uid="7", extra_data={"label": "octo-lin"}
    )
    invited = Invitation.make("new@mail.example", None, by=writer)
    assert (
        f'href="/admin/people/{writer.pk}/"'
        in managing.get(f"/admin/articles/user/{writer.pk}/change/").text
    )
    here = f"/admin/people/{writer.pk}/"
    page = managing.get(here).text
    for words in ("Firefox on iPhone", "Codes of an app", "Recovery codes, 10 left", "octo-lin"):
        assert words in page, words
    assert "new@mail.example" in page

    row = UserSession.objects.get(user=writer, user_agent__contains="iPhone")
    managing.post(f"{here}sessions/{row.pk}/end/")
    assert phone.get("/desk/").status_code == 302
    assert browser.get("/desk/").status_code == 200
    managing.post(f"{here}invitations/{invited.pk}/withdraw/")
    assert not Invitation.objects.exists()

    assert "Take it away" in managing.get(f"{here}second-factor/").text
    assert Authenticator.objects.filter(user=writer).count() == 2
    managing.post(f"{here}second-factor/")
    assert not Authenticator.objects.filter(user=writer).exists()
    assert browser.get("/desk/").status_code == 302
    assert sign_in_with_password(browser, writer)["Location"] == "/desk/"
    managing.post(f"{here}sessions/end/")
    assert browser.get("/desk/").status_code == 302
    told = AuditEntry.objects.filter(actor=chief).exclude(action="signed-in").order_by("pk")
    assert [(each.action, each.object_name) for each in told] == [
        ("sessions-ended", str(writer)),
        ("invitation-withdrawn", "new@mail.example"),
        ("second-factor-removed", str(writer)),
        ("sessions-ended", str(writer)),
    ]


def test_only_administrators_who_confirm_come_to_the_page(managing, writer, browser, settings):
    settings.CONFIRM_MINUTES = 15
    browser.force_login(make_user("ed", group="editors"))
    here = f"/admin/people/{writer.pk}/"
    assert browser.get(here).status_code == 403
    session = managing.session
    session["signed_in_at"] = timezone.now().timestamp() - 16 * 60
    session.save()
    for method, path in (("get", here), ("post", f"{here}second-factor/")):
        answer = getattr(managing, method)(path)
        assert (answer.status_code, "/desk/account/confirm/" in answer["Location"]) == (302, True)
