"""Dates of files by the history of a git repository."""

import os
import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from transfer.sites import git_dates

DAYS = [datetime(2019, 1, day, tzinfo=UTC) for day in range(1, 9)]


PEOPLE = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def git(root, *arguments, date=None):
    stamp = date.isoformat() if date else ""
    stamps = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp} if date else {}
    environment = {"PATH": os.environ["PATH"], "HOME": str(root), **PEOPLE, **stamps}
    command = ["git", "-C", root, *arguments]
    subprocess.run(command, check=True, env=environment, capture_output=True)


def commit(root, date, files=(), message="x"):
    for name, text in dict(files).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message, date=date)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    root = tmp_path_factory.mktemp("original")
    git(root, "init", "-q")
    commit(root, DAYS[0], {"posts/深度 学习.md": "text\n" * 9, "a.md": "a\n"})
    commit(root, DAYS[1], {"posts/second.md": "second\n" * 9})
    (root / "posts/second.md").rename(root / "posts/renamed.md")
    commit(root, DAYS[2])
    commit(root, DAYS[3], {"posts/renamed.md": "second\n" * 9 + "more\n"})
    return root


@pytest.fixture
def repository(original, tmp_path):
    return shutil.copytree(original, tmp_path / "repository")


def test_first_and_last_commits_are_found_through_renames(repository):
    history = git_dates.read_git_history(repository)
    assert history.problem == ""
    assert history.first[repository / "posts/深度 学习.md"] == DAYS[0]
    assert history.first[repository / "posts/renamed.md"] == DAYS[1]
    assert history.last[repository / "posts/renamed.md"] == DAYS[3]


def test_folder_of_a_repository_has_its_own_files_only(repository):
    dates = git_dates.read_git_history(repository / "posts").first
    assert dates[repository / "posts/深度 学习.md"] == DAYS[0]
    assert repository / "a.md" not in dates


def test_there_are_no_dates_without_a_repository_commits_or_git(tmp_path, repository, monkeypatch):
    (tmp_path / "plain").mkdir()
    git(tmp_path / "plain", "init", "-q")
    for root in (tmp_path / "plain", tmp_path / "missing", tmp_path):
        assert git_dates.read_git_history(root) == git_dates.GitHistory()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git_dates.read_git_history(repository) == git_dates.GitHistory()


def test_oldest_commit_of_a_shallow_clone_gives_no_dates(repository, tmp_path):
    git(tmp_path, "clone", "-q", "--depth", "2", repository.as_uri(), "shallow")
    shallow = tmp_path / "shallow"
    dates = git_dates.read_git_history(shallow).first
    assert dates == {shallow / "posts/renamed.md": DAYS[3]}


def test_configuration_of_a_repository_runs_no_program(repository, tmp_path):
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/executed\n")
    program.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "gpg.program", "diff.external", "core.sshCommand"):
        git(repository, "config", key, str(program))
    for key in ("log.showSignature", "diff.trustExitCode"):
        git(repository, "config", key, "true")
    (repository / ".git/hooks/post-index-change").write_bytes(program.read_bytes())
    assert git_dates.read_git_history(repository).first
    assert not (tmp_path / "executed").exists()


def test_bounds_of_time_and_output_are_problems_not_errors(repository, tmp_path, monkeypatch):
    monkeypatch.setattr(git_dates, "LARGEST", 10)
    assert git_dates.read_git_history(repository).problem == "too-large"
    endless = tmp_path / "bin/git"
    endless.parent.mkdir()
    endless.write_text("#!/bin/sh\nexec sleep 600\n")
    endless.chmod(0o755)
    monkeypatch.setenv("PATH", f"{endless.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(git_dates, "LONGEST", 0.1)
    assert git_dates.read_git_history(repository).problem == "too-long"


def test_repository_of_another_user_is_a_problem(repository, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("HOME", str(repository))
    assert git_dates.read_git_history(repository) == git_dates.GitHistory(problem="not-trusted")


def test_commits_without_a_readable_date_are_left_out():
    output = "\x0199999999999999 \0\nA\0a.md\0\x011700000000 \0\nA\0b\x01c.md\0\nA\0d.md\0"
    found = [date.year for date, _parents, _files in git_dates.commits(output)]
    assert found == [2023]
