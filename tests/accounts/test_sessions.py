"""Where one is signed in: the list, ending sessions, their limits, and asking again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from accounts.models import UserSession
from accounts.sessions import session_following
from accounts.sessions.device_names import device_name
from tests.accounts.steps import PHRASE, sign_in_with_password

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
COMPUTER = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0"


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = staticmethod(lambda: Clock.time)
        time = timezone.now()

    for module in (session_following.timezone,):
        monkeypatch.setattr(module, "now", lambda: Clock.time)
    return Clock


def device(user, agent):
    found = Client(headers={"user-agent": agent, "accept-language": "en"})
    sign_in_with_password(found, user)
    return found


def is_inside(browser):
    return browser.get("/desk/").status_code == 200


def test_a_device_is_named_in_words():
    with translation.override("en"):
        assert device_name(PHONE) == "Safari on iPhone"
        assert device_name(COMPUTER) == "Edge on Windows"
        assert device_name("curl/8") == "an unknown program"


@pytest.mark.asks_a_database
def test_one_sees_and_ends_the_other_sessions(writer, editor):
    phone, computer, third = (device(writer, agent) for agent in (PHONE, COMPUTER, COMPUTER))
    page = phone.get("/desk/account/").text
    assert page.index("this device") < page.index("Edge on Windows")
    of_computer = UserSession.objects.get(session_key=computer.session.session_key)
    stranger = Client()
    stranger.force_login(editor)
    assert stranger.post(f"/desk/account/sessions/{of_computer.pk}/end/").status_code == 404
    phone.post(f"/desk/account/sessions/{of_computer.pk}/end/")
    assert [is_inside(each) for each in (phone, computer, third)] == [True, False, True]
    phone.post("/desk/account/sessions/end/")
    assert [is_inside(each) for each in (phone, third, stranger)] == [True, False, True]


def test_a_new_password_ends_all_sessions_and_the_list_forgets_them(writer):
    phone = device(writer, PHONE)
    writer.set_password("another long phrase")
    writer.save()
    assert not is_inside(phone)
    assert UserSession.objects.open_of(writer) == []
    assert not UserSession.objects.exists()


def test_a_session_is_noted_every_ten_minutes_only(writer, clock):
    phone = device(writer, PHONE)
    began = clock.time
    clock.time += timedelta(seconds=500)
    phone.get("/desk/account/")
    assert UserSession.objects.get().seen_at == began
    clock.time += timedelta(seconds=200)
    phone.get("/desk/account/")
    assert UserSession.objects.get().seen_at == clock.time


def test_a_session_has_an_end_however_much_it_is_used(writer, clock, settings):
    phone = device(writer, PHONE)
    for _week in range(12):
        clock.time += timedelta(days=7)
        assert is_inside(phone)
    clock.time += timedelta(days=7)
    assert not is_inside(phone)


def test_what_is_delicate_asks_again_and_then_goes_on(writer, clock, settings):
    settings.CONFIRM_MINUTES = 15
    phone = device(writer, PHONE)
    assert phone.get("/desk/account/app/").status_code == 200
    clock.time += timedelta(minutes=16)
    asked = phone.get("/desk/account/app/")
    assert asked["Location"] == "/desk/account/confirm/?next=%2Fdesk%2Faccount%2Fapp%2F"
    assert phone.post(asked["Location"], {"password": "wrong"}).status_code == 200
    answer = phone.post(asked["Location"], {"password": PHRASE})
    assert answer["Location"] == "/desk/account/app/"


def test_a_form_for_people_is_sent_again_after_one_has_said_who_one_is(writer, settings):
    settings.CONFIRM_MINUTES = 15
    writer.is_superuser = True
    writer.save()
    phone, address = device(writer, PHONE), "/admin/articles/user/add/"
    session = phone.session  # as if it were 16 minutes older
    session["signed_in_at"] -= 16 * 60
    session["account_authentication_methods"][0]["at"] -= 16 * 60
    session.save()
    sent = {"username": "ada", "password1": PHRASE, "password2": PHRASE}
    asked = phone.post(address, {**sent, "usable_password": "true"})
    assert asked["Location"].startswith("/desk/account/confirm/")
    assert PHRASE not in str(phone.session.items())
    shown = phone.post(asked["Location"], {"password": PHRASE})
    assert 'value="ada"' in shown.text
    assert not type(writer).objects.filter(username="ada").exists()
    assert phone.post(address, {**sent, "usable_password": "true"}).status_code == 302
    assert type(writer).objects.filter(username="ada").exists()
