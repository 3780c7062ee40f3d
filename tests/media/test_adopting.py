"""Covers and imported files of earlier versions: rows, cleaning, and addresses that stay."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from media.models import FileContent, MediaFile
from media.storing.adopting import adopt_files, clean_adopted
from media.storing.places import originals
from tests.factories import make_article
from tests.media.buckets import browse
from tests.media.samples import picture
from tests.media.test_storing import photograph, stored_bytes

pytestmark = pytest.mark.django_db
COVER, IMPORTED = "covers/2024/照片.jpg", "imported/0123456789abcdef/照片.jpg"


@pytest.fixture(autouse=True)
def folders(media_folders):
    """Empty folders."""


def store(name, data):
    default_storage.save(name, ContentFile(data))


def test_each_former_file_gets_a_row_once():
    store(COVER, photograph())
    store(IMPORTED, photograph())
    store("imported/1/页.html", b"<html>")
    store("embeds/x.webp", b"another thing")
    files = adopt_files()
    assert [file.former_path for file in files] == [COVER, IMPORTED, "imported/1/页.html"]
    assert files[0].content == files[1].content
    assert (files[0].name, files[0].content.kind) == ("照片.jpg", "picture")
    assert adopt_files() == []


@pytest.mark.either_database
@pytest.mark.usefixtures("each_storage")
def test_cleaning_keeps_addresses_and_originals(client):
    for name in (COVER, IMPORTED):
        store(name, photograph())
    for file in adopt_files():
        clean_adopted(file)
    content = FileContent.objects.get()
    assert (content.width, content.height, content.name) == (30, 40, COVER)
    assert stored_bytes(originals(), content.original) == photograph()
    for name in (COVER, IMPORTED):
        _status, _headers, sent = browse(client, f"/uploads/{name}")
        assert b"Secret" not in sent
        assert len(sent) == content.bytes
    for file in MediaFile.objects.all():
        clean_adopted(file)  # does nothing more
    assert FileContent.objects.get().bytes == content.bytes


@pytest.mark.either_database
def test_what_cannot_be_cleaned_stays_as_it_is():
    store("imported/1/a.png", b"no picture at all \xff")
    [file] = adopt_files()
    clean_adopted(file)
    assert stored_bytes(default_storage, "imported/1/a.png") == b"no picture at all \xff"
    assert not FileContent.objects.filter(public_sha256="").exists()


def test_the_command_finds_uses_and_lets_files_be_cleaned():
    store(COVER, picture("PNG"))
    article = make_article(body=f"![x](/uploads/{COVER})", cover=COVER)
    call_command("adopt_files", verbosity=0)
    [file] = MediaFile.objects.all()
    assert sorted(file.uses.values_list("kind", "object_id")) == [
        (kind, article.pk) for kind in ("article", "cover", "history")
    ]
    assert [task.task_path for task in DBTaskResult.objects.all()] == [
        "media.tasks.clean_former_file"
    ]


def test_a_cover_that_was_adopted_goes_to_the_trash_with_its_article(
    django_capture_on_commit_callbacks,
):
    from desk.writing.erasing import erase

    store(COVER, picture("PNG"))
    article = make_article(cover=COVER)
    call_command("adopt_files", verbosity=0)
    article.move_to_trash()
    with django_capture_on_commit_callbacks(execute=True):
        erase([article.pk])
    assert MediaFile.objects.in_trash().count() == 1
    assert not default_storage.exists(COVER)
