"""Two machines on one PostgreSQL and one bucket are one site, and one of them may die.

tests/torture/test_two_machines.py tries this for longer, with tasks and with restarts.
"""

import pytest
from django.db import connection

from tests.deploy.machines import two_machines
from tests.deploy.shared import shares_sessions_and_limits, shares_what_was_written
from tests.deploy.web_server import trusting
from tests.factories import make_article, make_user
from tests.serving.load import under_load
from tests.waiting import wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def article(committed, bucket, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("several machines need PostgreSQL")
    monkeypatch.setenv("LONGWAVE_RUN_TASKS", "0")
    author = make_user("xiaoyun", password="right horse")
    return make_article(title="First", slug="first", body="first text", author=author)


def test_two_machines_are_one_site_and_one_may_die(article, tmp_path, client):
    with two_machines(tmp_path) as machines:
        shares_what_was_written(machines, article)
        shares_sessions_and_limits(machines, article, client)
        with under_load(machines.front.https, ["/", "/tags/"], trusting()) as load:
            wait_until(lambda: load.answers.total() > 40)
            machines.kill(machines.a)
            asked = load.answers.total()
            wait_until(lambda: load.answers.total() > asked + 40)
        assert set(load.answers) == {200}, load.answers
