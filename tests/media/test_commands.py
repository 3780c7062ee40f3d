"""`manage.py add_media` and `manage.py check_media`."""

import os
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from media import checking
from media.models import FileContent, FileUse, MediaFile
from tests.factories import make_article, make_topic
from tests.media.factories import make_file
from tests.media.samples import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(media_folders):
    """Empty folders."""


def run(*arguments, **options):
    out, err = StringIO(), StringIO()
    try:
        call_command(*arguments, stdout=out, stderr=err, **options)
    except CommandError as error:
        err.write(str(error))
    return out.getvalue().splitlines(), err.getvalue().splitlines()


@pytest.mark.either_database
def test_add_media_prints_the_markdown_of_each_file(tmp_path, author):
    (tmp_path / "图.png").write_bytes(picture("PNG"))
    (tmp_path / "page.html").write_bytes(b"<!doctype html><script>")
    files = [str(tmp_path / name) for name in ("图.png", "page.html", "none.png")]
    said, wrong = run("add_media", *files, owner=author.username)
    assert said == [MediaFile.objects.get(owner=author).markdown]
    assert "page.html: " in wrong[0]
    assert wrong[1:] == [f"{files[2]}: No such file or directory", "2 of 3 files were not added."]
    assert run("add_media", files[0], owner="nobody")[1] == ["There is no user 'nobody'."]


def test_check_media_finds_nothing_where_nothing_is_wrong(author):
    file = make_file()
    make_article(body=file.markdown)
    make_topic("NLP", description=file.markdown)
    assert run("check_media") == (["All files are as they should be; 0 problems are fixed."], [])


@pytest.mark.either_database
@pytest.mark.usefixtures("each_storage")
def test_check_media_finds_what_is_missing_and_damaged():
    missing, damaged = make_file().content, make_file().content
    for name in (missing.name, damaged.name):
        default_storage.delete(name)
    default_storage.save(damaged.name, ContentFile(b"x"))
    said, wrong = run("check_media", fix=True)
    assert sorted(said) == [f"damaged: {damaged.name}", f"missing: {missing.name}"]
    assert wrong == ["2 problems are left, 0 are fixed."]


@pytest.mark.either_database
@pytest.mark.usefixtures("each_storage")
def test_check_media_deletes_what_nothing_refers_to(
    django_capture_on_commit_callbacks, monkeypatch
):
    content = make_file().content
    MediaFile.objects.all().delete()
    for name in ("content/ab/old.png", "content/ab/new.png", "covers/2024/x.png"):
        default_storage.save(name, ContentFile(b"x"))
    monkeypatch.setattr(checking, "is_old", lambda _storage, name: name.endswith("old.png"))
    said, _wrong = run("check_media")
    assert said == [f"unused content: {content.name}", "orphaned: content/ab/old.png"]
    with django_capture_on_commit_callbacks(execute=True):
        run("check_media", fix=True)
    assert not FileContent.objects.exists()
    assert not default_storage.exists(content.name)
    assert default_storage.exists("content/ab/new.png")  # of an upload that is running
    assert default_storage.exists("covers/2024/x.png")


@pytest.mark.either_database
def test_check_media_deletes_what_a_killed_process_was_reading(settings):
    for name in ("killed", "running"):
        (settings.INCOMING / name).mkdir(parents=True)
        (settings.INCOMING / name / "upload").write_bytes(b"x")
    os.utime(settings.INCOMING / "killed", (0, 0))
    said, _wrong = run("check_media", fix=True)
    assert said[0] == f"unfinished upload: {settings.INCOMING / 'killed'} (fixed)"
    assert [folder.name for folder in settings.INCOMING.iterdir()] == ["running"]


@pytest.mark.either_database
def test_check_media_makes_missing_variants_again():
    content = make_file().content
    content.variants.create(
        width=480, height=1, format="webp", bytes=1, name="content/ab/x-480.webp"
    )
    assert run("check_media", fix=True)[0][0] == "variant missing: content/ab/x-480.webp (fixed)"
    assert not content.variants.exists()


def test_check_media_corrects_uses():
    file, other = make_file(), make_file()
    article = make_article(body=file.markdown)
    FileUse.objects.all().delete()
    FileUse.objects.create(file=other, kind="page", object_id=77)
    said, _wrong = run("check_media", fix=True)
    assert said[:3] == [
        "wrong uses: page 77 (fixed)",
        f"wrong uses: article {article.pk} (fixed)",
        f"wrong uses: history {article.pk} (fixed)",
    ]
    assert sorted(file.uses.values_list("kind", flat=True)) == ["article", "history"]
    assert run("check_media")[1] == []
