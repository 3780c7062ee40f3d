"""What programs ask about a site: /health/live, /health/ready and /metrics."""

import json
import re
from datetime import timedelta

import pytest
from django.db.migrations.loader import MigrationLoader
from django.test import RequestFactory
from django.utils import timezone

from blog.counters import COUNTERS, kind_of_page
from blog.database import DATABASE_GUARD
from blog.stopping import STOPPING
from operations.models import BackupRun
from operations.monitoring import exposition, readiness
from operations.monitoring.metrics_access import may_read_metrics
from tests.each import check_each
from tests.factories import make_article
from tests.tasks.examples import make_tag

TOKEN = "a-token-of-many-signs"


@pytest.fixture
def static_files(settings, tmp_path):
    """They are there."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")
    return settings.STATIC_ROOT / "staticfiles.json"


@pytest.fixture
def ask(client):
    """Status and the answer of a path, whatever the host."""

    def asked(path):
        answer = client.get(path, headers={"host": "10.0.0.3:8000"})
        assert answer.headers["Cache-Control"] == "no-store"
        assert not answer.cookies
        return answer.status_code, json.loads(answer.content)

    return asked


@pytest.mark.django_db
def test_health_is_told_to_any_host_without_a_redirect(ask, static_files, settings):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["blog.example"]
    assert ask("/health/live") == ask("/health/ready") == (200, {"status": "ok"})


def test_live_asks_no_database(ask):
    """Without the mark `django_db` any query fails the test."""
    assert ask("/health/live") == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_names_what_does_not_hold(ask, static_files, monkeypatch):
    def waits_for(*words):
        assert ask("/health/ready") == (503, {"status": "not ready", "waits_for": [*words]})

    more = readiness.needed_migrations() | {("articles", "9999_coming")}
    with monkeypatch.context() as patch:
        patch.setattr(readiness, "needed_migrations", lambda: more)
        waits_for("migrations")
    with monkeypatch.context() as patch:
        patch.setattr(DATABASE_GUARD, "is_unreachable", True)
        waits_for("database")
    with monkeypatch.context() as patch:
        patch.setattr(STOPPING, "is_set", lambda: True)
        static_files.unlink()
        waits_for("stopping", "static files")


def test_the_migrations_that_must_be_applied_are_those_of_django():
    known = MigrationLoader(None).disk_migrations
    squashed = {key for key, migration in known.items() if migration.replaces}
    assert readiness.needed_migrations() == known.keys() - squashed


def test_metrics_are_for_programs_of_this_machine_or_for_who_has_the_token(settings):
    def check(token, is_allowed, **meta):
        settings.METRICS_TOKEN = token
        assert may_read_metrics(RequestFactory().get("/metrics", **meta)) is is_allowed

    local = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}
    given = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}
    cases = [
        ("", True, local),
        ("", True, {**local, "REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"}),
        ("", False, {**local, "REMOTE_ADDR": "10.0.0.3"}),
        ("", False, {**local, "REMOTE_ADDR": ""}),
        ("", False, {**local, "HTTP_HOST": "blog.example"}),
        ("", False, {**local, "HTTP_X_FORWARDED_FOR": "203.0.113.7"}),
        ("", False, {**local, "HTTP_X_REAL_IP": "203.0.113.7"}),
        ("", False, {**local, "HTTP_VIA": "1.1 proxy"}),
        (TOKEN, False, local),
        (TOKEN, False, {**local, "HTTP_AUTHORIZATION": "Bearer another"}),
        (TOKEN, False, {**local, "HTTP_AUTHORIZATION": TOKEN}),
        (TOKEN, True, {"REMOTE_ADDR": "10.0.0.3", "HTTP_HOST": "10.0.0.2", **given}),
    ]
    check_each(cases, lambda token, is_allowed, meta: check(token, is_allowed, **meta))


@pytest.mark.django_db
def test_metrics_has_the_numbers_of_the_site(client, settings, tmp_path):
    settings.DATA = tmp_path
    before = numbers(client)
    assert before['longwave_tasks{status="ready"}'] == 0
    assert "longwave_backup_age_seconds" not in before
    make_article(title="First")
    make_tag.enqueue("x")
    BackupRun.objects.create(place="x.tar").note_done("x", 7, 0)
    BackupRun.objects.update(started_at=timezone.now() - timedelta(hours=1))
    COUNTERS.add_request("/articles/first/", 200, 0.02)
    COUNTERS.add_prepared("home", "200")
    after = numbers(client)
    home, article = (
        f'longwave_requests_total{{kind="{k}",status="200"}}' for k in ("home", "article")
    )
    slow = 'longwave_request_seconds_bucket{kind="article",le="0.025"}'
    rendered = 'longwave_renders_total{result="done"}'
    for name in (home, article, slow, rendered, 'longwave_page_cache_total{result="hit"}'):
        assert after[name] - before.get(name, 0) == 1, name
    assert after['longwave_tasks{status="ready"}'] == after["longwave_database_up"] == 1
    assert after["longwave_database_bytes"] > 100_000
    assert 3600 <= after["longwave_backup_age_seconds"] < 7200


def numbers(client):
    """What /metrics says, as Prometheus reads it."""
    answer = client.get("/metrics", headers={"host": "127.0.0.1:8000"})
    assert answer.status_code == 200
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_no_address_becomes_a_label():
    paths = [f"/articles/{n}/" for n in range(50)] + [f"/{n}/" for n in range(50)]
    paths += ["/", "/feed.xml", "/tags/a/feed.xml", "/card.png", "/desk/x.xml", "/a.epub", "/x.y"]
    kinds = {kind_of_page(path) for path in paths}
    assert kinds == {"article", "other", "home", "feed", "picture", "desk", "book"}
    COUNTERS.add_request("/a-path-of-no-page/", 404, 0.01)
    assert b"a-path-of-no-page" not in own_metrics()


def own_metrics():
    exposition.publish_counts()
    return exposition.generate_latest(exposition.OWN)


def test_the_numbers_of_ended_processes_are_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(exposition, "is_running", lambda process: process == 1)
    for process in range(1, 200):
        for kind in ("counter", "histogram"):
            (tmp_path / f"{kind}_{process}.db").touch()
    exposition.forget_oldest(tmp_path)
    left = {re.sub(r"\D", "", file.name) for file in tmp_path.glob("*.db")}
    assert "1" in left
    assert len(list(tmp_path.iterdir())) == 2 * exposition.MOST_ENDED + 2
