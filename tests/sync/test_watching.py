"""`--watch`: what changes on one side is on the other as soon as somebody can look."""

from threading import Event, Thread

import pytest
from django.db import connections

from articles.models import Article
from sync import watching
from sync.passes import sync_folder
from sync.watching import FolderWatcher, watch_folder
from tests.waiting import wait_until

NOTE = "---\ntitle: 梯度\ndate: 2024-01-02\n---\n\n正文。\n"


@pytest.fixture
def watched(kept, committed, request):
    """A folder that another thread watches; `polls` by parameter."""
    stopped, told = Event(), []

    def watch():
        try:
            watch_folder(
                kept.options(), tell=told.append, polls=request.param == "polls", stopped=stopped
            )
        finally:
            connections.close_all()

    thread = Thread(target=watch, daemon=True)
    thread.start()
    yield kept
    stopped.set()
    thread.join()
    kinds = [event.kind for report in told for event in report.events]
    assert kinds == ["created", "updated", "written", "renamed", "removed"]


@pytest.mark.slow
@pytest.mark.parametrize("watched", ["told", "polls"], indirect=True)
def test_each_side_follows_the_other(watched):
    watched.write("a.md", NOTE)
    wait_until(lambda: Article.objects.filter(title="梯度", status="published").exists())
    watched.write("a.md", NOTE.replace("正文", "改过"))
    wait_until(lambda: Article.objects.filter(body__contains="改过").exists())
    watched.edit(Article.objects.get(), body="改过，又在书桌上改过。\n")
    wait_until(lambda: "书桌" in watched.read("a.md"))
    (watched.root / "a.md").rename(watched.root / "b.md")
    wait_until(lambda: Article.objects.filter(source_path__endswith="/b.md").exists())
    Article.objects.get().move_to_trash()
    wait_until(lambda: watched.names == [".trash/b.md"])


@pytest.mark.django_db
def test_a_file_that_is_being_written_waits_and_deletes_nothing(kept, author):
    kept.write("a.md", NOTE)
    kept.sync()
    (kept.root / "a.md").rename(kept.root / "b.md")
    kept.write("b.md", NOTE.partition("正文")[0])  # half of it, a moment ago
    watcher = FolderWatcher(kept.options(), tell=print)
    watcher.look()
    assert watcher.is_waiting
    assert Article.objects.kept().get().body == "正文。\n"


@pytest.mark.django_db
def test_a_look_without_changes_is_no_pass(kept, monkeypatch, django_assert_max_num_queries):
    kept.write("a.md", NOTE)
    kept.sync()
    monkeypatch.setattr(watching, "SETTLED", 0)
    watcher = FolderWatcher(kept.options(), tell=print)
    watcher.look()
    watcher.look()
    with django_assert_max_num_queries(4):
        watcher.look()


@pytest.mark.django_db
def test_all_files_gone_delete_nothing_which_is_said_once_and_in_the_admin(
    kept, monkeypatch, caplog
):
    monkeypatch.setattr(watching, "SETTLED", 0)
    for number in range(3):
        kept.write(f"{number}.md", NOTE)
    watcher = FolderWatcher(kept.options(), tell=print)
    watcher.look()
    kept.root.rename(kept.root.with_name("away"))
    for _time in range(2):
        watcher.look()
    kept.root.mkdir()
    for _time in range(2):
        watcher.look()
    assert Article.objects.in_trash().count() == 0
    assert len(caplog.records) == 2
    assert "--delete-many" in watching.SyncedFolder.objects.get().problem
    kept.root.rmdir()
    kept.root.with_name("away").rename(kept.root)
    watcher.look()
    assert watching.SyncedFolder.objects.get().problem == ""


@pytest.mark.django_db
def test_a_change_during_a_pass_is_seen_by_the_next_look(kept, monkeypatch):
    monkeypatch.setattr(watching, "SETTLED", 0)
    kept.write("a.md", NOTE)
    kept.sync()
    told = []
    watcher = FolderWatcher(kept.options(), tell=told.append)

    def pass_with_an_edit(options, **given):
        report = sync_folder(options, **given)
        kept.write("a.md", NOTE.replace("正文", "改过"))
        return report

    monkeypatch.setattr(watching, "sync_folder", pass_with_an_edit)
    watcher.look()
    monkeypatch.setattr(watching, "sync_folder", sync_folder)
    watcher.look()
    assert [report.files("updated") for report in told] == [["a.md"]]
