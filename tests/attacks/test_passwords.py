"""Passwords cannot be tried at will, and nobody is kept out by who tries."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import models, throttle
from accounts.models import FREE, Attempts
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOME, ELSEWHERE, ATTACKER = "203.0.113.1", "198.51.100.1", "192.0.2.1"
RIGHT = "right horse 9"


@pytest.fixture
def owner():
    user = make_user("xiaoyun")
    user.set_password(RIGHT)
    user.save()
    return user


@pytest.fixture
def clock(monkeypatch):
    """Stands."""
    now = [timezone.now()]
    monkeypatch.setattr(throttle.timezone, "now", lambda: now[0])
    return now


def sign_in(password="wrong", name="xiaoyun", at=HOME, language="en", **more):
    form = {"username": name, "password": password}
    headers = {"accept-language": language, **more}
    return Client(REMOTE_ADDR=at).post("/admin/login/?next=/admin/", form, headers=headers)


def tried(number, **more):
    return [sign_in(**more).status_code for _time in range(number)]


def test_after_some_wrong_passwords_one_waits_longer_each_time(owner, clock):
    assert tried(FREE) == [200] * FREE
    waits = []
    for _time in range(8):
        refused = sign_in()
        assert refused.status_code == 429
        waits.append(int(refused.headers["Retry-After"]))
        assert refused.headers["Cache-Control"] == "no-store"
        clock[0] += timedelta(seconds=waits[-1])
        assert sign_in().status_code == 200
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256]


def test_the_right_password_is_not_looked_at_before_the_time(owner, clock):
    tried(FREE)
    assert sign_in(RIGHT).status_code == 429
    clock[0] += timedelta(seconds=2)
    assert sign_in(RIGHT).status_code == 302


def test_asking_again_and_again_does_not_make_the_wait_longer(owner, clock):
    tried(FREE)
    assert set(tried(20)) == {429}
    clock[0] += timedelta(seconds=2)
    assert sign_in(RIGHT).status_code == 302


def test_an_account_is_tried_from_many_addresses_no_more_often(owner, clock):
    assert [sign_in(at=f"192.0.2.{n}").status_code for n in range(FREE + 3)] == [200] * FREE + [
        429
    ] * 3
    for n in range(20):
        clock[0] += timedelta(seconds=throttle.OF_ACCOUNT)  # the longest wait of an account
        assert sign_in(at=f"192.0.2.{100 + n}").status_code == 200


def test_an_address_tries_many_accounts_no_more_often(owner, clock):
    assert [sign_in(name=f"user{n}").status_code for n in range(FREE + 3)] == [200] * FREE + [
        429
    ] * 3
    assert sign_in(name="ada", at=ELSEWHERE).status_code == 200


def test_an_ipv6_network_is_one_address(owner, clock):
    for n in range(FREE):
        sign_in(name=f"user{n}", at=f"2001:db8:1:2::{n}")
    assert sign_in(name="other", at="2001:db8:1:2:ffff::1").status_code == 429
    assert sign_in(name="other", at="2001:db8:1:3::1").status_code == 200


def test_the_address_is_what_the_server_in_front_says(owner, clock, settings):
    settings.TRUSTED_PROXIES = 1
    for n in range(FREE):
        sign_in(name=f"user{n}", **{"x-forwarded-for": f"10.0.0.{n}, {ATTACKER}"})
    assert sign_in(name="other", **{"x-forwarded-for": f"10.9.9.9, {ATTACKER}"}).status_code == 429
    assert sign_in(name="other", **{"x-forwarded-for": f"10.9.9.9, {HOME}"}).status_code == 200


def test_the_owner_signs_in_from_home_whatever_others_try(owner, clock):
    assert sign_in(RIGHT).status_code == 302
    for n in range(50):
        sign_in(at=f"192.0.2.{n}")
    assert sign_in(RIGHT, at=ELSEWHERE).status_code == 429
    assert sign_in(RIGHT).status_code == 302


def test_home_is_counted_too(owner, clock):
    sign_in(RIGHT)
    assert tried(FREE + 1) == [200] * FREE + [429]


def test_an_own_account_does_not_clear_what_was_tried_on_others(owner, clock):
    make_user("ada").set_password(RIGHT)
    for n in range(FREE * 2):
        sign_in(RIGHT, at=ATTACKER)
        sign_in(name=f"user{n}", at=ATTACKER)
    assert sign_in(name="ada", at=ATTACKER).status_code == 429


def test_a_name_that_nobody_has_is_answered_as_one_of_somebody(owner, clock):
    known, unknown = tried(FREE + 2), tried(FREE + 2, name="nobody", at=ELSEWHERE)
    assert known == unknown
    pages = [
        sign_in(name=name, at=at).text for name, at in (("xiaoyun", HOME), ("nobody", ELSEWHERE))
    ]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-CN", "秒后可以再次登录"), ("en", "You can sign in again in 2 seconds")],
)
def test_who_waits_is_told_for_how_long(owner, clock, language, said):
    tried(FREE)
    assert said in sign_in(language=language).text


def test_failures_are_told_in_one_line_without_the_password(owner, caplog):
    caplog.set_level(logging.WARNING, "accounts.throttle")
    sign_in("my secret")
    sign_in("my secret", name="my secret\nSign-in failed from 127.0.0.1 for ada", at="2001:db8::1")
    sign_in(RIGHT)
    assert [record.getMessage() for record in caplog.records] == [
        "Sign-in failed from 203.0.113.1 for xiaoyun",
        "Sign-in failed from 2001:db8::1 for an unknown name",
    ]


def test_what_is_counted_is_forgotten_after_a_day(owner, clock):
    tried(FREE)
    clock[0] += models.FORGOTTEN + timedelta(seconds=1)
    assert tried(FREE + 1) == [200] * FREE + [429]


def test_what_is_counted_is_bounded_whatever_is_named(owner, clock, monkeypatch):
    monkeypatch.setattr(models, "MOST", 20)
    for n in range(60):
        clock[0] += timedelta(seconds=1)
        sign_in(name="x" * 5000 + str(n), at=f"192.0.2.{n}")
    assert Attempts.objects.count() <= 22
    assert max(len(row.key) for row in Attempts.objects.all()) <= 64


def test_looking_at_the_form_is_no_attempt(owner, clock):
    for _time in range(20):
        assert Client(REMOTE_ADDR=HOME).get("/admin/login/").status_code == 200
    assert not Attempts.objects.exists()


SPELLINGS = [
    " xiaoyun",
    "xiaoyun  ",
    "\u3000xiaoyun",
    "xiaoyun\u00a0",
    "\txiaoyun",
    "ｘｉａｏｙｕｎ",
]


@pytest.mark.parametrize("name", SPELLINGS)
def test_an_account_is_one_however_its_name_is_sent(owner, clock, name):
    """The form takes each of these for the name."""
    assert sign_in(RIGHT, name=name, at=ELSEWHERE).status_code == 302
    tried(FREE)
    assert sign_in(name=name, at=ATTACKER).status_code == 429


def test_who_names_much_does_not_make_the_owner_s_home_strange(owner, clock, monkeypatch):
    assert sign_in(RIGHT).status_code == 302
    monkeypatch.setattr(models, "MOST", 20)
    for n in range(60):
        clock[0] += timedelta(seconds=1)
        sign_in(name=f"user{n}", at=f"192.0.2.{n}")
    for n in range(FREE + 1):
        sign_in(at=f"198.51.100.{n}")
    assert sign_in(RIGHT).status_code == 302
