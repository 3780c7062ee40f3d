"""Sign-in throttle: limits failed attempts, and cannot be used to lock an owner out."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import models, sign_in_throttle
from accounts.models import FREE_ATTEMPTS, Attempts
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.either_database]
HOME, ELSEWHERE, ATTACKER = "203.0.113.1", "198.51.100.1", "192.0.2.1"
RIGHT = "right horse 9"


@pytest.fixture
def owner():
    return make_user("xiaoyun", password=RIGHT)


@pytest.fixture
def clock(monkeypatch):
    """A clock that tests set."""
    now = [timezone.now()]
    monkeypatch.setattr(sign_in_throttle.timezone, "now", lambda: now[0])
    return now


def sign_in(password="wrong", name="xiaoyun", at=HOME, language="en", **more):
    form = {"login": name, "password": password}
    headers = {"accept-language": language, **more}
    return Client(REMOTE_ADDR=at).post("/desk/sign-in/?next=/admin/", form, headers=headers)


def statuses(number, **more):
    return [sign_in(**more).status_code for _time in range(number)]


@pytest.mark.asks_a_database
def test_the_wait_doubles_after_the_free_attempts(owner, clock):
    assert statuses(FREE_ATTEMPTS) == [200] * FREE_ATTEMPTS
    waits = []
    for _time in range(8):
        refused = sign_in()
        assert refused.status_code == 429
        waits.append(int(refused.headers["Retry-After"]))
        assert "no-store" in refused.headers["Cache-Control"]
        clock[0] += timedelta(seconds=waits[-1])
        assert sign_in().status_code == 200
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256]


def test_the_right_password_is_refused_during_a_wait(owner, clock):
    statuses(FREE_ATTEMPTS)
    assert sign_in(RIGHT).status_code == 429
    clock[0] += timedelta(seconds=2)
    assert sign_in(RIGHT).status_code == 302


def test_attempts_during_a_wait_do_not_extend_it(owner, clock):
    statuses(FREE_ATTEMPTS)
    assert set(statuses(20)) == {429}
    clock[0] += timedelta(seconds=2)
    assert sign_in(RIGHT).status_code == 302


def test_an_account_is_limited_over_all_addresses(owner, clock):
    assert [sign_in(at=f"192.0.2.{n}").status_code for n in range(FREE_ATTEMPTS + 3)] == [
        200
    ] * FREE_ATTEMPTS + [429] * 3
    for n in range(20):
        clock[0] += timedelta(
            seconds=sign_in_throttle.LONGEST_ACCOUNT_WAIT
        )  # the longest wait of an account
        assert sign_in(at=f"192.0.2.{100 + n}").status_code == 200


def test_an_address_is_limited_over_all_accounts(owner, clock):
    assert [sign_in(name=f"user{n}").status_code for n in range(FREE_ATTEMPTS + 3)] == [
        200
    ] * FREE_ATTEMPTS + [429] * 3
    assert sign_in(name="ada", at=ELSEWHERE).status_code == 200


def test_an_ipv6_network_is_one_address(owner, clock):
    for n in range(FREE_ATTEMPTS):
        sign_in(name=f"user{n}", at=f"2001:db8:1:2::{n}")
    assert sign_in(name="other", at="2001:db8:1:2:ffff::1").status_code == 429
    assert sign_in(name="other", at="2001:db8:1:3::1").status_code == 200


def test_the_address_comes_from_a_trusted_proxy(owner, clock, settings):
    settings.TRUSTED_PROXIES = 1
    for n in range(FREE_ATTEMPTS):
        sign_in(name=f"user{n}", **{"x-forwarded-for": f"10.0.0.{n}, {ATTACKER}"})
    assert sign_in(name="other", **{"x-forwarded-for": f"10.9.9.9, {ATTACKER}"}).status_code == 429
    assert sign_in(name="other", **{"x-forwarded-for": f"10.9.9.9, {HOME}"}).status_code == 200


@pytest.mark.parametrize("proxies", [0, 2])
def test_what_a_client_writes_before_the_proxies_does_not_count(owner, clock, settings, proxies):
    settings.TRUSTED_PROXIES = proxies
    for n in range(FREE_ATTEMPTS):
        said = f"10.0.0.{n}, {ATTACKER}, 10.9.9.9"
        sign_in(name=f"user{n}", **{"x-forwarded-for": said})
    said = f"10.1.1.1, {ATTACKER}, 10.9.9.9"
    assert sign_in(name="other", **{"x-forwarded-for": said}).status_code == 429
    elsewhere = {"at": ELSEWHERE, "x-forwarded-for": f"10.0.0.1, {HOME}, 10.9.9.9"}
    assert sign_in(name="another", **elsewhere).status_code == 200


def test_the_whole_site_slows_down_but_not_for_known_addresses(owner, clock, monkeypatch):
    assert sign_in(RIGHT).status_code == 302
    monkeypatch.setattr(sign_in_throttle, "FREE_SITE_ATTEMPTS", 3)
    tried = [sign_in(name=f"user{n}", at=f"192.0.2.{n}") for n in range(12)]
    assert tried[-1].status_code == 429
    assert int(tried[-1].headers["Retry-After"]) <= sign_in_throttle.LONGEST_SITE_WAIT
    assert sign_in(RIGHT).status_code == 302
    clock[0] += timedelta(seconds=sign_in_throttle.LONGEST_SITE_WAIT)
    assert sign_in(RIGHT, at=ELSEWHERE).status_code == 302


def test_others_cannot_lock_the_owner_out(owner, clock):
    assert sign_in(RIGHT).status_code == 302
    for n in range(50):
        sign_in(at=f"192.0.2.{n}")
    assert sign_in(RIGHT, at=ELSEWHERE).status_code == 429
    assert sign_in(RIGHT).status_code == 302


def test_a_known_address_is_limited_too(owner, clock):
    sign_in(RIGHT)
    assert statuses(FREE_ATTEMPTS + 1) == [200] * FREE_ATTEMPTS + [429]


def test_a_successful_sign_in_does_not_reset_the_address(owner, clock):
    make_user("ada", password=RIGHT)
    for n in range(FREE_ATTEMPTS * 2):
        sign_in(RIGHT, at=ATTACKER)
        sign_in(name=f"user{n}", at=ATTACKER)
    assert sign_in(name="ada", at=ATTACKER).status_code == 429


def test_unknown_names_are_answered_as_known_ones(owner, clock):
    known, unknown = (
        statuses(FREE_ATTEMPTS + 2),
        statuses(FREE_ATTEMPTS + 2, name="nobody", at=ELSEWHERE),
    )
    assert known == unknown
    pages = [
        sign_in(name=name, at=at).text for name, at in (("xiaoyun", HOME), ("nobody", ELSEWHERE))
    ]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-CN", "秒后可以再次登录"), ("en", "You can sign in again in 2 seconds")],
)
def test_the_page_says_how_long_to_wait(owner, clock, language, said):
    statuses(FREE_ATTEMPTS)
    assert said in sign_in(language=language).text


def test_a_failure_is_logged_in_one_line_without_the_password(owner, caplog):
    caplog.set_level(logging.WARNING, "accounts.sign_in_throttle")
    sign_in("my secret")
    sign_in("my secret", name="my secret\nSign-in failed from 127.0.0.1 for ada", at="2001:db8::1")
    sign_in(RIGHT)
    assert [record.getMessage() for record in caplog.records] == [
        "Sign-in failed from 203.0.113.1 for xiaoyun",
        "Sign-in failed from 2001:db8::1 for an unknown name",
    ]


@pytest.mark.asks_a_database
def test_attempts_expire_after_a_day(owner, clock):
    statuses(FREE_ATTEMPTS)
    clock[0] += models.FORGOTTEN_AFTER + timedelta(seconds=1)
    assert statuses(FREE_ATTEMPTS + 1) == [200] * FREE_ATTEMPTS + [429]


@pytest.mark.asks_a_database
def test_the_number_of_counters_is_limited(owner, clock, monkeypatch):
    monkeypatch.setattr(models, "MOST_ROWS", 20)
    for n in range(60):
        clock[0] += timedelta(seconds=1)
        sign_in(name="x" * 5000 + str(n), at=f"192.0.2.{n}")
    assert Attempts.objects.count() <= 22
    assert max(len(row.key) for row in Attempts.objects.all()) <= 64


def test_a_get_request_is_no_attempt(owner, clock):
    for _time in range(20):
        assert Client(REMOTE_ADDR=HOME).get("/desk/sign-in/").status_code == 200
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
def test_spellings_of_a_name_share_a_counter(owner, clock, name):
    """The form normalises each of these to the name."""
    assert sign_in(RIGHT, name=name, at=ELSEWHERE).status_code == 302
    statuses(FREE_ATTEMPTS)
    assert sign_in(name=name, at=ATTACKER).status_code == 429


def test_known_addresses_survive_the_limit_of_counters(owner, clock, monkeypatch):
    assert sign_in(RIGHT).status_code == 302
    monkeypatch.setattr(models, "MOST_ROWS", 20)
    for n in range(60):
        clock[0] += timedelta(seconds=1)
        sign_in(name=f"user{n}", at=f"192.0.2.{n}")
    for n in range(FREE_ATTEMPTS + 1):
        sign_in(at=f"198.51.100.{n}")
    assert sign_in(RIGHT).status_code == 302
