"""manage.py export: what it writes, what it refuses, and what it never touches."""

import os
import shutil
import zipfile

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, User
from media.models import FileContent, MediaFile
from tests.factories import make_article, make_topic, make_user
from tests.media.factories import make_content, make_file
from tests.transfer.export.round_trip import (
    empty_site,
    export_to,
    import_whole,
    names_and_bytes,
)
from transfer.export import site_export
from transfer.export.targets import WRITTEN

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_a_folder_and_a_zip_have_the_same_files_in_chinese_too(tmp_path):
    make_article(title="注意力", slug="注意力")
    make_article(slug="Attention")
    make_article(slug="attention")
    make_article(slug="x" * 190)
    call_command("export", tmp_path / "出口")
    call_command("export", tmp_path / "出口.zip")
    folder = names_and_bytes(tmp_path / "出口")
    with zipfile.ZipFile(tmp_path / "出口.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {name: data for name, data in folder.items() if name != WRITTEN}
    assert "articles/注意力/index.md" in packed
    folders = {name.split("/")[1].casefold() for name in packed if name.startswith("articles/")}
    assert len(folders) == 4
    assert (tmp_path / "出口.zip").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "出口").stat().st_mode & 0o777 == 0o700


def test_a_zip_is_imported_like_a_folder(tmp_path):
    make_article(slug="a", category=make_topic("题"))
    call_command("export", tmp_path / "a.zip")
    empty_site()
    import_whole(tmp_path / "a.zip")
    assert Article.objects.get().category.name == "题"
    assert not User.objects.get(username="xiaoyun").has_usable_password()


def test_files_that_are_no_export_are_never_mixed_up_or_replaced(tmp_path):
    make_article(slug="a")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/mine.txt").write_text("mine")
    (tmp_path / "a.zip").write_text("mine")
    for path, words in (
        (tmp_path / "notes", "no export"),
        (tmp_path / "a.zip", "there already"),
        (tmp_path / "notes/mine.txt", "is a file"),
        (tmp_path / "none/a.zip", "does not exist"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("export", path)
    assert (tmp_path / "a.zip").read_text() == "mine"
    assert os.listdir(tmp_path / "notes") == ["mine.txt"]
    call_command("export", tmp_path / "notes", force=True)
    call_command("export", tmp_path / "notes")
    assert (tmp_path / "notes/mine.txt").read_text() == "mine"


def test_a_second_export_removes_what_is_gone_and_nothing_else(tmp_path):
    make_article(slug="stays")
    gone = make_article(slug="gone")
    call_command("export", tmp_path)
    (tmp_path / "articles/gone/mine.txt").write_text("mine")
    (tmp_path / ".git").mkdir()
    gone.delete()
    call_command("export", tmp_path)
    assert os.listdir(tmp_path / "articles/gone") == ["mine.txt"]
    assert (tmp_path / "articles/stays/index.md").is_file()
    assert (tmp_path / ".git").is_dir()


def test_an_export_that_was_interrupted_is_begun_again(tmp_path, monkeypatch):
    make_article(slug="a")
    write_lists = site_export.write_lists
    for _time in range(2):  # a new folder, and one with an earlier export
        monkeypatch.setattr(site_export, "write_lists", lambda *given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            call_command("export", tmp_path / "x")
        assert not (tmp_path / "x/site.yaml").exists()
        monkeypatch.setattr(site_export, "write_lists", write_lists)
        call_command("export", tmp_path / "x")
        assert (tmp_path / "x/site.yaml").is_file()
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export", "/proc/none", static=True, base="https://a.example")


def test_nothing_outside_of_the_folder_is_touched(tmp_path):
    make_article(slug="a")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "site.yaml").write_text("mine")
    folder = tmp_path / "export"
    call_command("export", folder)
    (folder / "site.yaml").unlink()
    (folder / "site.yaml").symlink_to(outside / "site.yaml")
    call_command("export", folder)
    assert (outside / "site.yaml").read_text() == "mine"
    (folder / "pages").symlink_to(outside)
    (folder / WRITTEN).write_text("../outside/site.yaml\npages/site.yaml\n")
    call_command("export", folder)
    assert (outside / "site.yaml").read_text() == "mine"
    shutil.rmtree(folder / "articles")
    (folder / "articles").symlink_to(outside)
    with pytest.raises(CommandError, match="articles leads out of the folder"):
        call_command("export", folder)
    assert [path.name for path in outside.iterdir()] == ["site.yaml"]


def test_an_author_gets_the_own_articles_and_files_alone(tmp_path):
    mine, other = make_user("xiaoyun"), make_user("ada")
    theirs = make_file("theirs.png", owner=other)
    own = make_file("own.png", owner=mine)
    used = make_file("used.png", owner=other)
    make_article(slug="mine", author=mine, body=used.markdown, category=make_topic("甲"))
    make_article(slug="theirs", author=other, body=theirs.markdown, category=make_topic("乙"))
    export_to(tmp_path / "a", by=mine)
    written = names_and_bytes(tmp_path / "a")
    text = b"\n".join(written.values()).decode()
    assert "articles/mine/used.png" in written
    assert own.token in text
    assert not any(word in text for word in ("乙", "theirs", theirs.token))
    assert "settings" not in written["site.yaml"].decode()


def test_a_file_without_its_bytes_is_told_and_stops_nothing(tmp_path, capsys):
    content = make_content()
    content.name = "content/none.png"
    content.save()
    make_article(slug="a", body=make_file(content=content).markdown)
    call_command("export", tmp_path / "a")
    assert "content/none.png is listed in the library" in capsys.readouterr().out
    assert MediaFile.objects.get().token in (tmp_path / "a/articles/a/index.md").read_text()


def test_queries_grow_by_batches_not_by_articles(tmp_path, django_assert_max_num_queries):
    for number in range(30):
        make_article(slug=f"a{number}", body=make_file().markdown)
    assert FileContent.objects.count() == 30
    with django_assert_max_num_queries(45):
        export_to(tmp_path / "a")


def test_earlier_texts_and_the_trash_are_exported_on_wish(tmp_path):
    article, gone = make_article(slug="a", body="eins"), make_article(slug="b", status="archived")
    article.body = "zwei"
    article.save()
    gone.move_to_trash()
    export_to(tmp_path / "plain")
    assert not [name for name in names_and_bytes(tmp_path / "plain") if "/b/" in name]
    export_to(tmp_path / "all", trash=True, history=True)
    written = names_and_bytes(tmp_path / "all")
    assert written["articles/a/history/0001.md"].endswith(b"\n\neins")
    assert written["articles/a/index.md"].endswith(b"\n\nzwei")
    assert b"status: archived" in written["trash/b/index.md"]
    empty_site()
    report = import_whole(tmp_path / "all")
    assert len(report.created) == 2
    assert Article.objects.get(slug="b").is_in_trash()
