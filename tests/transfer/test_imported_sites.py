"""Two sites never overwrite each other, and one site stays one wherever its folder is."""

import shutil
import subprocess

import pytest

from articles.models import Article
from tests.each import check_each
from tests.transfer.imports import import_folder
from tests.transfer.sites.fixture_sites import write_files
from transfer.models import ImportedSite
from transfer.sites.site_marks import remote_of

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def texts(owner, number=4, first=0):
    return {
        f"posts/{n}.md": f"---\ntitle: {owner} {n}\ndate: 2020-01-02\n---\n{owner} 写 {n}\n"
        for n in range(first, first + number)
    }


def bodies():
    return set(Article.objects.values_list("source_path", "title"))


def git(folder, *arguments):
    names = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", "-C", folder, *names, *arguments], check=True, capture_output=True)


def commit_all(folder):
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")


def test_a_second_site_with_a_folder_of_the_same_name_overwrites_nothing(tmp_path, author):
    first = write_files(tmp_path / "one/blog", texts("甲"))
    second = write_files(tmp_path / "two/blog", texts("乙"))
    import_folder(first, author=author)
    report = import_folder(second, author=author)
    assert len(report.created) == 4
    assert "remembered as “blog-2”" in report.notes[0]
    assert bodies() == {
        *((f"blog/posts/{n}.md", f"甲 {n}") for n in range(4)),
        *((f"blog-2/posts/{n}.md", f"乙 {n}") for n in range(4)),
    }
    for folder in (first, second, first):
        again = import_folder(folder, author=author)
        assert len(again.unchanged) == 4
        assert not again.notes


def test_a_site_stays_one_when_its_folder_moves(tmp_path, author):
    """By its address, by its repository, by its texts, or by its place."""

    def check(name, files, change):
        first = write_files(tmp_path / name / "blog", texts(name) | files)
        if change is clone:
            git(first, "init")
            commit_all(first)
        import_folder(first, author=author)
        second = change(first)
        report = import_folder(second, author=author)
        assert (len(report.unchanged), len(report.updated), report.created) == (4, 0, [])
        assert Article.objects.filter(title__startswith=name).count() == 4

    def moved(folder):
        return folder.rename(folder.parent / "elsewhere")

    def clone(folder):
        git(folder.parent, "clone", "-q", folder, "fresh-clone")
        return folder.parent / "fresh-clone"

    def copied(folder):
        return shutil.copytree(folder, folder.parent / "other" / "blog")

    address = {"mkdocs.yml": "site_url: https://blog.own.net/\ndocs_dir: .\n"}
    check_each(
        (
            ("address", address, moved),
            ("commit", {}, clone),
            ("texts", {}, copied),
            ("nothing", {}, lambda folder: folder),
        ),
        check,
    )


def test_copies_of_one_starter_site_are_two_sites(tmp_path, author):
    """They have the first commit in common, and often an example."""
    starter = write_files(tmp_path / "starter", texts("例", 1))
    git(starter, "init")
    commit_all(starter)
    for owner in ("甲", "乙"):
        git(tmp_path, "clone", "-q", starter, f"{owner}/blog")
        folder = write_files(tmp_path / owner / "blog", texts(owner, 9, first=0))
        git(folder, "remote", "set-url", "origin", f"git@git.own.net:{owner}/blog.git")
        commit_all(folder)
        import_folder(folder, author=author)
    assert Article.objects.count() == 18
    assert ImportedSite.objects.count() == 2


def test_a_site_may_change_in_its_place(tmp_path, author):
    root = write_files(tmp_path / "blog", texts("甲", 1))
    import_folder(root, author=author)
    write_files(root, texts("改", 1))
    assert import_folder(root, author=author).updated == ["posts/0.md"]


def test_what_an_earlier_version_imported_is_recognised(tmp_path, author):
    root = write_files(tmp_path / "blog", texts("甲"))
    import_folder(root, author=author)
    ImportedSite.objects.all().delete()
    moved = shutil.copytree(root, tmp_path / "copy" / "blog")
    assert len(import_folder(moved, author=author).unchanged) == 4


def test_a_dry_run_remembers_no_site(tmp_path, author):
    import_folder(write_files(tmp_path / "blog", texts("甲")), author=author, dry_run=True)
    assert not ImportedSite.objects.exists()


def test_a_remote_is_the_same_by_https_and_ssh(tmp_path):
    git(write_files(tmp_path, {"in/a.md": "x"}), "init")
    git(tmp_path, "remote", "add", "origin", "x")
    for address in (
        "https://me@git.own.net/A/b.git",
        "git@git.own.net:a/b",
        "ssh://git@git.own.net:22/a/b/",
    ):
        git(tmp_path, "remote", "set-url", "origin", address)
        assert remote_of(tmp_path / "in") == "git.own.net/a/b:in"
