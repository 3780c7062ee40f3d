"""Administrators see which tasks failed, and why, and run them again."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from operations.tasks import queue, running
from tests.admin.test_chinese_words import english_words
from tests.tasks.examples import fail, make_tag

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/django_tasks_database/dbtaskresult/"


@pytest.fixture
def failed(monkeypatch):
    monkeypatch.setattr(queue, "MOST_ATTEMPTS", 1)
    fail.enqueue()
    running.run_due()
    make_tag.enqueue("标签")
    return DBTaskResult.objects.failed().get()


def run_again(client, *rows):
    chosen = [str(row.pk) for row in rows]
    return client.post(LIST, {"action": "run_again", "_selected_action": chosen}, follow=True)


def test_administrator_reads_why_a_task_failed_and_runs_it_again(admin_client, failed):
    waiting = admin_client.get("/admin/").context["waiting"]
    (task,) = [each for each in waiting if each.address.startswith(LIST)]
    assert task.number == 1
    assert "Unlucky: not today" in admin_client.get(task.address).text
    assert "Traceback" in admin_client.get(f"{LIST}{failed.pk}/change/").text
    assert "将重新运行 1 个任务" in run_again(admin_client, failed).text
    failed.refresh_from_db()
    assert (failed.status, failed.worker_ids) == ("READY", [])
    assert "2 个在等待" in admin_client.get("/admin/").text


def test_task_that_runs_is_not_begun_again(admin_client):
    make_tag.enqueue("a")
    running_task = queue.take("worker")
    run_again(admin_client, running_task)
    assert DBTaskResult.objects.running().count() == 1


def test_pages_have_no_english_words(admin_client, failed, admin_user):
    admin_user.username, admin_user.email = "管理员", ""
    admin_user.save()
    names = {"fail", "Fail", "make", "tag"}
    assert names.issuperset(english_words(admin_client.get(LIST)))
    assert names.issuperset(english_words(admin_client.get(f"{LIST}{failed.pk}/change/")))


def test_others_see_and_run_nothing(client, editor, author, failed):
    for person in (editor, author):
        client.force_login(person)
        assert client.get(LIST).status_code == 403
        assert client.get(f"{LIST}{failed.pk}/change/").status_code == 403
        assert run_again(client, failed).status_code == 403
        text = client.get("/admin/").text
        assert reverse("admin:django_tasks_database_dbtaskresult_changelist") not in text
    assert DBTaskResult.objects.failed().count() == 1
