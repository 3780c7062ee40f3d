"""The road in: checked, cleaned, stored once; and the way out."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from media.inspection import RefusedFile
from media.models import FileContent, FileUse, MediaFile, UsedBy
from media.storing import (
    add_file,
    delete_file,
    places,
    replace_file,
    restore_file,
    trash_file,
    trash_unused,
)
from media.storing.places import originals
from operations.tasks.running import run_due
from tests.media.buckets import browse
from tests.media.samples import picture
from tests.waiting import is_somebody_waiting, wait_until

pytestmark = pytest.mark.django_db
on_each_storage = pytest.mark.usefixtures("each_storage")


@pytest.fixture(autouse=True)
def folders(media_folders):
    """Empty folders."""


def add(data, name="图.png", owner=None, **values):
    return add_file(io.BytesIO(data), name, owner, **values)


def photograph(turned=6):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turned, "Secret Camera"
    return picture("JPEG", (40, 30), exif=exif)


def stored_bytes(storage, name):
    with storage.open(name) as file:
        return file.read()


@on_each_storage
def test_readers_get_a_clean_file_and_the_original_is_kept_apart(author):
    data = photograph()
    content = add(data, "照片.jpg", author).content
    public = stored_bytes(default_storage, content.name)
    assert (content.width, content.height, content.kind) == (30, 40, "picture")
    assert content.bytes == len(public)
    assert b"Secret" not in public
    assert stored_bytes(originals(), content.original) == data


@pytest.mark.either_database
def test_the_original_is_not_kept_if_the_site_does_not_wish_it(settings, tmp_path):
    settings.KEEP_ORIGINALS = False
    content = add(photograph(), "a.jpg").content
    assert (content.original, content.original_bytes) == ("", 0)
    assert not (tmp_path / "originals").exists()


@pytest.mark.either_database
def test_the_name_ends_as_the_content_says(author):
    assert add(picture("PNG"), "图 1.JPG", author).name == "图-1.png"


@on_each_storage
def test_equal_bytes_are_stored_once(author, editor):
    data = picture("PNG")
    first, again = add(data, "a.png", author), add(data, "a.png", author)
    other, theirs = add(data, "b.png", author), add(data, "a.png", editor)
    assert first == again
    assert len({first.pk, other.pk, theirs.pk}) == 3
    assert {file.content for file in MediaFile.objects.all()} == {first.content}
    assert FileContent.objects.count() == 1


def test_what_is_refused_leaves_nothing_behind(settings, tmp_path, author):
    settings.LONGEST_UPLOAD = 1000
    for data, code in [(b"<html><script>", "web-page"), (b"x" * 2000, "too-many-bytes")]:
        with pytest.raises(RefusedFile) as refusal:
            add(data, "a.png", author)
        assert refusal.value.code == code
    assert not FileContent.objects.exists()
    assert not (tmp_path / "uploads").exists()


@pytest.mark.either_database
def test_a_file_that_is_a_little_too_long_is_refused_by_its_own_length(settings):
    settings.LONGEST_UPLOAD = 2**20
    with pytest.raises(RefusedFile) as refusal:
        add(b"x" * (2**20 + 1), "a.png")
    assert refusal.value.values == {"megabytes": "1.1", "most": "1"}
    assert settings.LONGEST_FORM > 50 * 2**20, "the sentence is said by the form, not by a 413"


@pytest.mark.either_database
def test_an_author_has_a_quota(settings, author, editor):
    data = picture("PNG")
    settings.QUOTA = len(data) + 10
    add(data, "a.png", author)
    add(data, "b.png", author)  # takes no more room
    with pytest.raises(RefusedFile, match="over-quota"):
        add(picture("PNG", (41, 30)), "c.png", author)
    add(picture("PNG", (41, 30)), "c.png", editor)


@on_each_storage
def test_a_replaced_file_has_the_same_address(author):
    file = add(picture("PNG"), "图.png", author)
    address = file.token
    replace_file(file, io.BytesIO(picture("JPEG")), "new.jpeg", author)
    file.refresh_from_db()
    assert (file.token, file.name, file.content.mime) == (address, "图.jpeg", "image/jpeg")
    assert file.versions.get().content.mime == "image/png"


def test_a_file_that_a_save_begins_to_use_does_not_stay_in_the_trash(committed):
    used, unused = [add(picture("PNG", (n, 9)), f"{n}.png") for n in (40, 41)]
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            FileUse.objects.add_uses({UsedBy("article", 1): [used.pk]})
            moved = pool.submit(in_own_connection, trash_unused, used)
            wait_until(lambda: moved.done() or is_somebody_waiting())
        moved.result()
    trash_unused(unused)
    DBTaskResult.objects.update(run_after=timezone.now())
    run_due()
    assert list(MediaFile.objects.kept()) == [used]


def in_own_connection(call, *given):
    try:
        return call(*given)
    finally:
        connection.close()


@on_each_storage
def test_nobody_reads_what_is_in_the_trash(client, django_capture_on_commit_callbacks):
    file = add(picture("PNG"))
    addresses = [file.content.url]
    replace_file(file, io.BytesIO(picture("PNG", (9, 9))), "b.png")
    addresses.append(file.content.url)
    with django_capture_on_commit_callbacks(execute=True):
        trash_file(file)
    assert [browse(client, each)[0] for each in addresses] == [404, 404]
    with django_capture_on_commit_callbacks(execute=True):
        restore_file(file)
    assert [browse(client, each)[0] for each in addresses] == [200, 200]


def test_a_content_that_another_file_has_stays_readable(
    client, author, django_capture_on_commit_callbacks
):
    file, other = add(picture("PNG"), "a.png", author), add(picture("PNG"), "b.png", author)
    with django_capture_on_commit_callbacks(execute=True):
        trash_file(file)
        delete_file(file)
    assert client.get(other.content.url).status_code == 200


@on_each_storage
def test_a_deleted_file_leaves_nothing_behind(author, django_capture_on_commit_callbacks):
    file = add(photograph(), "a.jpg", author)
    replace_file(file, io.BytesIO(picture("PNG")), "b.png", author)
    with django_capture_on_commit_callbacks(execute=True):
        trash_file(file)
        delete_file(file)
    assert not FileContent.objects.exists()
    assert [*places.names_below(default_storage, "content")] == []
    for folder in ("content", places.WITHHELD):
        assert [*places.names_below(originals(), folder)] == []


def test_a_trashed_content_is_readable_again_when_it_is_added_again(
    client, author, django_capture_on_commit_callbacks
):
    file = add(picture("PNG"), "a.png", author)
    with django_capture_on_commit_callbacks(execute=True):
        trash_file(file)
    again = add(picture("PNG"), "a.png", author)
    assert again != file
    assert client.get(again.content.url).status_code == 200


@pytest.mark.either_database
def test_a_half_written_file_is_written_again(author):
    file = add(picture("PNG"), "a.png", author)
    name, whole = file.content.name, file.content.bytes
    delete_row_only(file)
    with open(default_storage.path(name), "r+b") as half:
        half.truncate(10)
    assert default_storage.size(add(picture("PNG"), "a.png", author).content.name) == whole


def delete_row_only(file):
    content = file.content
    file.delete()
    content.delete()


def test_equal_files_that_come_at_once_are_stored_once(committed, author):
    def add_one(number):
        try:
            return add(picture("PNG"), f"{number}.png", author).content_id
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(add_one, range(4)))) == 1
    assert MediaFile.objects.count() == 4
    assert FileContent.objects.count() == 1
