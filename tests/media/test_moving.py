"""`manage.py move_media`: to a bucket and back, broken off, with the site in use."""

import os
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.db import transaction

from media.models import FileContent
from media.storing import add_file, restore_file, trash_file
from media.storing.adopting import adopt_files
from tests.media.factories import make_file
from tests.media.samples import picture
from tests.media.test_storing import photograph, stored_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def move(target, **options):
    """What the command says, line by line, errors at the end."""
    out = StringIO()
    try:
        call_command("move_media", to=target, stdout=out, stderr=out, **options)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue().splitlines()


def use(settings, storage):
    settings.MEDIA_STORAGE = storage
    settings.STORAGES = {
        **settings.STORAGES,
        "default": settings.STORAGES[storage],
        "originals": settings.STORAGES[f"{storage}-originals"],
    }


def names(storage):
    if storage.startswith("s3"):
        return sorted(each.name for each in storages[storage].objects_below())
    top = storages[storage].path("")
    found = [os.path.join(place, name) for place, _folders, all in os.walk(top) for name in all]
    return sorted(os.path.relpath(path, top) for path in found)


def everything(place):
    return {
        (alias, name): stored_bytes(storages[alias], name)
        for alias in (place, f"{place}-originals")
        for name in names(alias)
    }


@pytest.fixture(autouse=True)
def commit_at_once(monkeypatch):
    """What waits for the end of a transaction is done in it."""
    monkeypatch.setattr(transaction, "on_commit", lambda call, **_options: call())


@pytest.fixture
def on_disk(bucket, settings):
    """Files of all kinds on the disk, and an empty bucket."""
    use(settings, "disk")
    photo = add_file(ContentFile(photograph()), "照片.jpg")
    trashed = add_file(ContentFile(picture("PNG")), "a.png")
    trash_file(trashed)
    for name in ("imported/1/图 1.png", "embeds/x.webp"):
        default_storage.save(name, ContentFile(name.encode()))
    adopt_files()
    return photo, trashed


def test_all_files_move_to_a_bucket_and_back(on_disk, settings, tmp_path):
    before = everything("disk")
    assert len(before) == 5
    said = move("s3")
    assert said[0].startswith("5 files (")
    assert "remove LONGWAVE_MEDIA_STORAGE=disk" in said[1]
    assert [data for _key, data in sorted(everything("s3").items())] == [
        data for _key, data in sorted(before.items())
    ]
    use(settings, "s3")
    assert move("s3")[0].startswith("0 files (0.0 MB) copied, 5 were there")
    for path in [*(tmp_path / "uploads").rglob("*.*"), *(tmp_path / "originals").rglob("*.*")]:
        path.unlink()
    assert "Now set LONGWAVE_MEDIA_STORAGE=disk" in move("disk")[1]
    assert everything("disk") == before


def test_a_dry_run_copies_nothing(on_disk):
    assert move("s3", dry_run=True)[0].startswith("5 files (0.0 MB) would be copied, 0 were there")
    assert names("s3") == []


def test_what_was_broken_off_goes_on_and_bytes_are_compared(on_disk):
    move("s3")
    photo, _trashed = on_disk
    storages["s3"].delete(photo.content.name)
    size = storages["disk"].size("embeds/x.webp")
    storages["s3"].save("embeds/x.webp", ContentFile(b"?" * size))
    assert move("s3")[0].startswith("2 files (")
    assert stored_bytes(storages["s3"], "embeds/x.webp") == b"embeds/x.webp"


def test_a_file_without_an_md5_is_read_again(on_disk, monkeypatch):
    from media.buckets import bucket_storage

    move("s3")
    monkeypatch.setattr(bucket_storage, "plain_etag", lambda etag: "of-parts-2")
    assert move("s3")[0].startswith("0 files (0.0 MB) copied, 5 were there")
    assert move("disk")[0].startswith("0 files (0.0 MB) copied, 5 were there")


def test_what_went_to_the_trash_meanwhile_is_withheld_there_too(on_disk, settings):
    photo, trashed = on_disk
    move("s3")
    trash_file(photo)
    restore_file(trashed)
    use(settings, "s3")
    move("s3")
    assert photo.content.name not in names("s3")
    assert f"withheld/{photo.content.name}" in names("s3-originals")
    assert trashed.content.name in names("s3")


def test_what_was_deleted_meanwhile_does_not_come_back(on_disk, settings):
    photo, _trashed = on_disk
    move("s3")
    use(settings, "s3")
    content = photo.content
    trash_file(photo)
    photo.delete()
    default_storage.delete(content.name)
    FileContent.objects.filter(pk=content.pk).delete()
    late = make_file()
    data = stored_bytes(default_storage, late.content.name)
    default_storage.delete(late.content.name)
    storages["disk"].save(late.content.name, ContentFile(data))
    move("s3")
    assert content.name not in names("s3")
    assert content.original not in (set(names("s3-originals")) - set(names("disk-originals")))
    assert late.content.name in names("s3")


def test_a_file_that_cannot_be_copied_is_named(on_disk, monkeypatch):
    from media.storing import moving

    monkeypatch.setattr(moving, "has_bytes_of", lambda *_given: False)
    said = move("s3")
    assert "embeds/x.webp: the copy is not what was copied" in said
    assert said[-1] == "5 files were not copied. Run it again."


def test_without_a_bucket_the_command_says_what_to_set(settings):
    settings.BUCKETS = None
    assert "LONGWAVE_MEDIA_STORAGE=disk" in move("s3")[0]
