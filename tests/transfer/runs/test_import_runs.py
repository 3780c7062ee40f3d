"""Imports by the admin: checked, then imported in the background, cancelled and taken up again."""

import os
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.audit.entries import AuditEntry
from articles.models import Article, SiteSettings
from operations.tasks import queue
from operations.tasks.running import run_due
from tests.factories import make_article
from tests.transfer.runs.conftest import (
    ADD,
    allow_imports,
    newest,
    page_of,
    post,
    step,
    upload,
    zip_of,
)
from transfer import read_files
from transfer.importer import Import
from transfer.models import ImportRun
from transfer.runs import run_progress
from transfer.runs.import_steps import cancel, go_on
from transfer.runs.uploaded_files import file_of, folder_of, remove_expired_files

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.either_database,
    pytest.mark.usefixtures("media_folders"),
]
THREE, FOUR = (
    zip_of({f"posts/{n}.md": post(f"文章{n}", date="2020-01-02") for n in names})
    for names in ("123", "1234")
)


def begun(client, data=THREE, **chosen):
    """A run that was checked, and whose import waits for its turn."""
    upload(client, data, **chosen)
    run_due()
    step(client, newest(), "import")
    return newest()


def interrupt(monkeypatch, action, file="posts/2.md"):
    """Do something in the middle of the next import, once. Each file is a batch of its own."""
    original, left = Import.import_batch, [action]

    def import_batch(self, files):
        original(self, files)
        is_there = file in [each.entry.name for each in files]
        if is_there and not self.options.dry_run and left:
            left.pop()()

    monkeypatch.setattr(Import, "import_batch", import_batch)
    monkeypatch.setattr(read_files, "MOST_FILES", 1)
    monkeypatch.setattr(run_progress, "PAUSE", 0)


def test_nothing_is_imported_before_it_is_checked_and_asked_for(owner, settings):
    answer = upload(owner, THREE)
    run = newest()
    assert (run.state, "checked in a moment" in answer.text) == ("waiting", True)
    assert os.stat(settings.IMPORTS).st_mode & 0o077 == 0
    run_due()
    run.refresh_from_db()
    assert (run.state, len(run.check_report["created"])) == ("checked", 3)
    assert not Article.objects.exists()
    assert "is being imported" in step(owner, run, "import").text
    run_due()
    run.refresh_from_db()
    assert (run.state, len(run.import_report["created"]), file_of(run)) == ("done", 3, None)
    assert Article.objects.published().count() == 3
    assert "another state meanwhile" in step(owner, run, "import").text


@pytest.mark.asks_a_database
def test_import_that_is_killed_begins_again_and_doubles_nothing(owner, monkeypatch):
    run = begun(owner)

    def stop():
        raise SystemExit

    interrupt(monkeypatch, stop)
    with pytest.raises(SystemExit):
        run_due()
    run.refresh_from_db()
    assert run.state == "importing"
    run_due()
    run.refresh_from_db()
    assert (run.state, Article.objects.count()) == ("done", 3)


def test_import_whose_process_is_ended_each_time_can_be_tried_again(owner, monkeypatch):
    run = begun(owner)
    DBTaskResult.objects.filter(pk=run.task).update(worker_ids=["gone"] * queue.MOST_ATTEMPTS)
    run_due()
    assert "interrupted several times" in page_of(owner, run).text
    step(owner, run, "go-on")
    run_due()
    assert newest().state == "done"


@pytest.mark.asks_a_database
def test_cancelled_import_keeps_what_is_there_and_goes_on_later(owner, monkeypatch):
    """The third one had begun to be rendered when the second one was stored."""
    run = begun(owner, FOUR)
    interrupt(monkeypatch, lambda: cancel(newest()))
    run_due()
    run.refresh_from_db()
    assert (run.state, len(run.import_report["created"])) == ("cancelled", 3)
    assert "What was imported until then stays" in page_of(owner, run).text
    step(owner, run, "go-on")
    run_due()
    run.refresh_from_db()
    assert run.state == "done"
    assert [len(run.import_report[name]) for name in ("created", "unchanged")] == [1, 3]


def test_cancelled_check_imports_nothing(owner):
    upload(owner, THREE)
    assert "Nothing was imported" in step(owner, newest(), "cancel").text
    run_due()
    assert (newest().state, newest().check_report) == ("cancelled", None)
    assert go_on(newest())
    run_due()
    assert newest().state == "checked"


@pytest.mark.asks_a_database
def test_progress_is_in_the_row_while_files_are_imported(owner, monkeypatch):
    begun(owner)
    seen = []
    interrupt(monkeypatch, lambda: seen.append(newest()))
    run_due()
    assert [(run.phase, run.done, run.total) for run in seen] == [("files", 2, 3)]


@pytest.mark.asks_a_database
def test_unexpected_error_is_named_and_can_be_tried_again(owner, monkeypatch, caplog):
    begun(owner)

    def fail(self):
        raise ZeroDivisionError("division")

    with monkeypatch.context() as patched:
        patched.setattr(Import, "finish", fail)
        run_due()
    assert "ZeroDivisionError: division" in page_of(owner, newest()).text
    step(owner, newest(), "go-on")
    run_due()
    assert (newest().state, newest().error) == ("done", "")


def test_wrong_file_gets_a_sentence_in_the_language_of_who_uploaded_it(client, admin_user):
    client.force_login(admin_user)
    upload(client, b"%PDF-1.4", name="论文.pdf")
    run_due()
    run = newest()
    assert run.state == "failed"
    assert run.error.startswith("论文.pdf 不是这里认识的导出文件")
    assert run.error in page_of(client, run).text


def test_one_site_stays_one_site_when_it_is_downloaded_again(owner):
    begun(owner)
    run_due()
    upload(owner, THREE, name="blog (1).zip")
    run_due()
    assert [len(newest().check_report[name]) for name in ("created", "unchanged")] == [0, 3]


def test_single_markdown_file_is_imported(owner):
    begun(owner, post("一篇", date="2020-01-02").encode(), name="note.md")
    run_due()
    assert Article.objects.get().source_path == "uploads/note.md"


def test_folders_become_topics_and_tags_on_wish(owner):
    texts = {"数学/分析/a.md": post("甲", date="2020-01-02", tags="[旧]"), "b.md": post("乙")}
    begun(owner, zip_of(texts), folders="topics", topic="其他")
    run_due()
    article, other = Article.objects.get(title="甲"), Article.objects.get(title="乙")
    assert (article.category.name, set(article.tags.names())) == ("数学", {"分析", "旧"})
    assert other.category.name == "其他"


def test_who_may_not_publish_gets_drafts_of_their_own(client, author, editor):
    theirs = make_article(
        author=editor, source_path="blog/b.md", slug="b", title="新的 b", status="draft"
    )
    public = make_article(author=author, source_path="blog/c.md", slug="c", title="新的 c")
    author.user_permissions.clear()
    for group in author.groups.all():
        group.permissions.remove(*group.permissions.filter(codename="publish_articles"))
    client.force_login(allow_imports(author))
    texts = {f"{name}.md": post(f"新的 {name}", date="2020-01-02") for name in "abc"}
    texts["a.md"] = post("新的 a", "<b onclick=x>正文</b>", date="2020-01-02", author="ada")
    texts["关于.md"] = post("关于", layout="page")
    run = begun(client, zip_of(texts))
    run_due()
    run.refresh_from_db()
    assert {each["code"] for each in run.import_report["skipped"]} == {
        *("not-yours", "public-already", "no-pages")
    }
    made = Article.objects.get(title="新的 a")
    assert (made.status, made.author, made.written_by) == ("draft", author, author)
    for before in (theirs, public):
        body = before.body
        before.refresh_from_db()
        assert before.body == body


@pytest.mark.asks_a_database
def test_permission_that_was_taken_away_ends_an_import(owner, admin_user):
    run = begun(owner)
    admin_user.is_active = False
    admin_user.save()
    run_due()
    run.refresh_from_db()
    assert (run.state, Article.objects.count()) == ("failed", 0)


def test_files_that_nobody_imported_are_removed_after_a_week(owner, settings):
    upload(owner, THREE)
    run_due()
    run, orphan = newest(), settings.IMPORTS / "999"
    orphan.mkdir()
    remove_expired_files()
    assert (file_of(run) is not None, orphan.exists()) == (True, True)
    long_ago = timezone.now() - timedelta(days=8)
    ImportRun.objects.update(created_at=long_ago)
    for folder in (folder_of(run), orphan):
        os.utime(folder, (long_ago.timestamp(), long_ago.timestamp()))
    remove_expired_files()
    assert list(settings.IMPORTS.iterdir()) == []
    assert "removed after a week" in page_of(owner, run).text


def test_the_audit_log_tells_who_imported(owner, admin_user):
    begun(owner)
    imported = AuditEntry.objects.filter(action="imported")
    assert not imported.exists()
    run_due()
    entry = imported.get()
    assert (entry.actor, entry.object_name, entry.details) == (admin_user, "blog.zip", {"files": 3})


@pytest.mark.parametrize("may", [True, False])
def test_settings_are_taken_over_on_wish_by_those_who_may_change_them(owner, admin_user, may):
    own = {
        "site.yaml": "longwave: 1\nsettings: {title: 新名字}\n",
        "articles/a/index.md": "---\nlongwave: 1\ntitle: A\nslug: a\n---\n\nx\n",
    }
    if not may:
        admin_user.is_superuser = False
        admin_user.save()
        admin_user.groups.set(Group.objects.filter(name="Editors"))
        allow_imports(admin_user)
    assert ("site_settings" in owner.get(reverse(ADD)).content.decode()) == may
    begun(owner, zip_of(own), site_settings="on")
    assert SiteSettings.current().title != "新名字"  # it was only checked
    run_due()
    assert Article.objects.filter(slug="a").exists()
    assert (SiteSettings.current().title == "新名字") == may
