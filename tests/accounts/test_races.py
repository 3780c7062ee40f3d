"""Two requests at once: what works once works for one of them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from accounts.models import Invitation
from accounts.second_factor import code_forms
from articles.models import User
from tests.accounts.steps import PHRASE, Clock, set_up_app, sign_in_with_password
from tests.factories import make_user
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
CODE = "/desk/sign-in/code/"


def in_a_thread(pool, call):
    def called():
        try:
            return call()
        finally:
            connections.close_all()

    return pool.submit(called)


def somebody_waits():
    """SQLite does not tell; there the other one waits to begin."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0] > 0


def test_an_invitation_and_codes_are_used_by_one_of_two_at_once(monkeypatch):
    chief = make_user("chief", is_superuser=True)
    made = Invitation.make("ada@mail.example", None, by=chief)
    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            assert made.take(User(username="ada"))
            second = in_a_thread(pool, lambda: made.take(User(username="eve")))
            wait_until(somebody_waits)
        assert second.result() is False
        assert not User.objects.filter(username="eve").exists()
        writer, clock = make_user("lin", password=PHRASE), Clock(monkeypatch, code_forms)
        sign_in_with_password(browser := Client(), writer)
        secret, codes = set_up_app(browser, clock)
        clock.now += 300
        for code in (codes[0], clock.code(secret)):
            both = [Client(), Client()]
            for each in both:
                sign_in_with_password(each, writer)
            sent = [
                in_a_thread(pool, lambda each=each, code=code: each.post(CODE, {"code": code}))
                for each in both
            ]
            assert sorted(each.result().status_code for each in sent) == [200, 302]
