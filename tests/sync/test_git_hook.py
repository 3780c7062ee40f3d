"""A push to the repository is published; nobody else makes the site pull."""

import hashlib
import hmac
import json
import subprocess
from threading import Thread
from urllib.parse import urlencode

import pytest
from django_tasks_db.models import DBTaskResult

from articles.models import Article
from blog.git_settings import GitHook
from blog.serving.request_bodies import body_limit
from desk.models import Draft
from sync.git import pulling
from sync.git.repository import without_passwords
from sync.locking import only_one_pass
from sync.models import SyncedFolder
from tests.each import check_each

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SECRET = "a secret of the hook"
PUSH = {"ref": "refs/heads/main", "repository": {"full_name": "wang/notes"}}
NOTE = "---\ntitle: Pushed\ndate: 2024-01-02\n---\n\nFirst.\n\nSecond.\n\nThird.\n"


@pytest.fixture
def hook(settings, kept):
    settings.GIT_HOOK = GitHook(str(kept.root), "wang/notes", "main", SECRET)
    return settings.GIT_HOOK


def signed(body, secret=SECRET):
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def post(client, value=PUSH, *, body=None, kind="application/json", **headers):
    body = json.dumps(value).encode() if body is None else body
    if not headers:
        headers = {
            "X-Hub-Signature-256": f"sha256={signed(body)}",
            "X-GitHub-Event": "push",
        }
    return client.post("/hooks/git", body, content_type=kind, headers=headers)


def waiting():
    return DBTaskResult.objects.filter(task_path=pulling.pull_and_sync.module_path).count()


def test_a_signed_push_is_pulled_once_however_often_it_comes(hook, client):
    assert [post(client).status_code for _time in range(3)] == [202] * 3
    assert waiting() == 1


def test_gitea_gitlab_and_forms_of_github_are_understood(hook, client):
    body = json.dumps(PUSH).encode()
    project = {"ref": "refs/heads/main", "project": {"path_with_namespace": "wang/notes"}}
    form = urlencode({"payload": body.decode()}).encode()
    answers = [
        post(client, **{"X-Gitea-Signature": signed(body), "X-Gitea-Event": "push"}),
        post(client, project, **{"X-Gitlab-Token": SECRET, "X-Gitlab-Event": "Push Hook"}),
        post(client, body=form, kind="application/x-www-form-urlencoded"),
    ]
    assert [answer.status_code for answer in answers] == [202] * 3


def test_what_is_not_signed_is_refused(hook, client):
    body = json.dumps(PUSH).encode()
    good = f"sha256={signed(body)}"

    def check(headers):
        assert post(client, **headers).status_code == 403, headers

    check_each(
        [
            ({"X-GitHub-Event": "push"},),
            ({"X-Hub-Signature-256": f"sha256={signed(body, 'another')}"},),
            ({"X-Hub-Signature-256": signed(body)},),
            ({"X-Hub-Signature-256": ""},),
            ({"X-Hub-Signature": good},),
            ({"X-Gitlab-Token": "wrong"},),
            ({"X-Gitlab-Token": "错"},),
            # One good and one bad signature: somebody tries
            ({"X-Hub-Signature-256": good, "X-Gitlab-Token": "wrong"},),
        ],
        check,
    )
    assert waiting() == 0


def test_other_branches_repositories_and_events_change_nothing(hook, client):
    others = [
        PUSH | {"ref": "refs/heads/draft"},
        PUSH | {"ref": "refs/tags/main"},
        PUSH | {"repository": {"full_name": "mallory/notes"}},
        {},
    ]
    assert [post(client, other).status_code for other in others] == [200] * 4
    body = json.dumps(PUSH).encode()
    ping = {"X-Hub-Signature-256": f"sha256={signed(body)}", "X-GitHub-Event": "ping"}
    assert post(client, **ping).status_code == 200
    assert waiting() == 0


def test_huge_broken_and_unconfigured_requests_are_answered(hook, client, settings):
    assert post(client, body=b"x" * (settings.LONGEST_HOOK + 1)).status_code == 413
    assert post(client, body=b"no json").status_code == 400
    assert post(client, body=b"[1]").status_code == 400
    assert post(client, body=b"[" * 100_000).status_code == 400
    assert client.get("/hooks/git").status_code == 405
    settings.GIT_HOOK = GitHook()
    assert post(client).status_code == 404


def test_the_server_reads_a_delivery_only_where_a_repository_is_configured(hook, settings):
    assert body_limit("/hooks/git") == settings.LONGEST_HOOK
    settings.GIT_HOOK = GitHook()
    assert body_limit("/hooks/git") == 0


def test_passwords_are_in_no_message():
    said = "fatal: unable to access 'https://wang:token@git.example/notes/'"
    assert without_passwords(said) == "fatal: unable to access 'https://git.example/notes/'"


# What the task does


class Remote:
    """A repository as a git server has it, and the checkout of an author."""

    WHO = ("-c", "user.name=Wang", "-c", "user.email=wang@blog.example")

    def __init__(self, folder, kept):
        self.bare, self.author, self.kept = folder / "remote.git", folder / "author", kept
        run("init", "--quiet", "--bare", "--initial-branch=main", str(self.bare))
        run("clone", "--quiet", str(self.bare), str(self.author))

    def push(self, name, text):
        (self.author / name).write_text(text)
        run("-C", str(self.author), "add", "-A")
        run("-C", str(self.author), *self.WHO, "commit", "--quiet", "-m", name)
        run("-C", str(self.author), "push", "--quiet", "origin", "HEAD:main")

    def push_without(self, *names):
        run("-C", str(self.author), "rm", "--quiet", *names)
        self.push("readme.txt", "Fewer.")

    def clone(self):
        self.kept.root.rmdir()
        run("clone", "--quiet", str(self.bare), str(self.kept.root))


def run(*arguments):
    subprocess.run(["git", *arguments], check=True, capture_output=True)


@pytest.fixture
def remote(hook, kept, tmp_path, author):
    author.is_superuser = True
    author.save()
    made = Remote(tmp_path, kept)
    made.push("a.md", NOTE)
    made.clone()
    return made


def pull():
    pulling.pull_and_sync.func()


def problem():
    return SyncedFolder.objects.get().problem


def test_what_was_pushed_is_on_the_site(remote):
    pull()
    remote.push("a.md", NOTE.replace("First", "First, pushed"))
    pull()
    pull()
    assert problem() == ""
    assert Article.objects.get().body.startswith("First, pushed.")


def test_a_push_is_merged_with_what_was_edited_at_the_desk(remote, kept):
    pull()
    kept.edit(Article.objects.get(), body="First.\n\nSecond.\n\nThird, edited here.\n")
    kept.sync(new_files=None)
    assert "edited here" in kept.read("a.md")
    remote.push("a.md", NOTE.replace("First", "First, pushed"))
    pull()
    assert problem() == ""
    merged = "First, pushed.\n\nSecond.\n\nThird, edited here.\n"
    assert Article.objects.get().body == merged
    assert kept.read("a.md").endswith(merged)


def test_a_conflict_with_a_push_keeps_both(remote, kept):
    pull()
    kept.edit(Article.objects.get(), body="All of it is another text here.\n")
    kept.sync(new_files=None)
    remote.push("a.md", "---\ntitle: Pushed\ndate: 2024-01-02\n---\n\nAnd another one there.\n")
    pull()
    assert problem() == ""
    assert Article.objects.get().body == "And another one there.\n"
    draft = Draft.objects.with_revisions().get()
    assert draft.has_diverged
    assert draft.head.content.body == "All of it is another text here.\n"


def test_what_a_commit_deletes_is_deleted_and_what_is_missing_is_not(remote, kept):
    remote.push("b.md", NOTE.replace("Pushed", "Second"))
    pull()
    for name in ("a.md", "b.md"):
        (kept.root / name).unlink()
    pull()
    assert "--delete-many" in problem()
    run("-C", str(kept.root), "checkout", "--quiet", ".")
    remote.push_without("a.md", "b.md")
    pull()
    assert problem() == ""
    assert Article.objects.in_trash().count() == 2


def test_a_push_waits_for_a_pass_of_another_process(remote, kept, monkeypatch):
    pull()
    remote.push("a.md", NOTE.replace("First", "First, pushed"))
    monkeypatch.setattr(pulling, "PATIENCE", 0)
    with only_one_pass(kept.root):
        pull()
    assert str(kept.root) in problem()
    assert kept.read("a.md") == NOTE
    monkeypatch.undo()
    with only_one_pass(kept.root):
        waiting = Thread(target=take_lock, args=[kept.root])
        waiting.start()
    waiting.join()
    pull()
    assert "pushed" in Article.objects.get().body


def take_lock(root):
    with only_one_pass(root, patience=pulling.PATIENCE):
        pass


def test_a_forced_push_says_what_to_do_and_takes_no_edit_back(remote, kept):
    pull()
    kept.edit(Article.objects.get(), body="First.\n\nSecond, edited here.\n")
    kept.sync(new_files=None)
    run("-C", str(remote.author), *remote.WHO, "commit", "--quiet", "--amend", "-m", "other")
    run("-C", str(remote.author), "push", "--quiet", "--force", "origin", "HEAD:main")
    pull()
    assert "git pull --rebase --autostash" in problem()
    assert "edited here" in kept.read("a.md")
    run("-C", str(kept.root), *remote.WHO, "pull", "--quiet", "--rebase", "--autostash")
    pull()
    assert problem() == ""
    assert "edited here" in kept.read("a.md")
    assert "edited here" in Article.objects.get().body


def test_an_error_stands_in_the_admin_until_a_pull_succeeds(remote, admin_client, tmp_path):
    pull()
    remote.bare.rename(tmp_path / "away")
    pull()
    assert "remote.git" in problem()
    page = admin_client.get("/admin/sync/syncedfolder/").content.decode()
    assert "remote.git" in page
    (tmp_path / "away").rename(remote.bare)
    pull()
    assert problem() == ""
