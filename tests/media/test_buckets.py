"""Files in a bucket: what readers are sent, what the provider is asked, and when it fails."""

from time import process_time

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse
from PIL import Image

from media.buckets import BucketError
from media.checking import Problem, file_problems
from media.inspection import RefusedFile
from media.models import FileContent
from media.storing import add_file, delete_file, trash_file
from operations.bucket_check import bucket_problems
from operations.dashboard.site_state import uploads_in_rows
from operations.tasks.running import run_due
from tests.factories import make_article
from tests.media.buckets import browse, use_buckets
from tests.media.factories import make_content, make_file
from tests.media.samples import picture
from tests.media.test_storing import photograph

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PUBLIC = "https://media.example/uploads"


@pytest.fixture
def public_bucket(s3_server, media_folders, settings, monkeypatch):
    use_buckets(settings, monkeypatch, s3_server, PUBLIC)


@pytest.fixture
def requests(bucket):
    """Method and address of each request to the provider."""
    sent = []
    events = default_storage.client.meta.events

    def note(request, **_more):
        sent.append((request.method, request.url, {**request.headers}))

    events.register("before-send.s3", note)
    yield sent
    events.unregister("before-send.s3", note)


def pdf_file():
    values = {"kind": "document", "mime": "application/pdf", "extension": "pdf"}
    content = make_content(b"%PDF-1.4", name="content/ab/1.pdf", **values)
    return make_file("报告 1.pdf", content=content)


# A bucket that only this site may read


def test_a_page_names_an_address_of_this_site_which_leads_to_a_signed_one(client, bucket):
    default_storage.save("content/ab/图 1.png", ContentFile(bytes(range(100))))
    address = default_storage.url("content/ab/图 1.png")
    assert address == "/uploads/content/ab/%E5%9B%BE%201.png"
    response = client.get(address)
    assert response["Cache-Control"] == "private, max-age=43200"
    assert client.get(address)["Location"] == response["Location"]
    status, headers, body = browse(client, address, range="bytes=90-")
    assert (status, body) == (206, bytes(range(90, 100)))
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Type"] == "image/png"


def test_a_document_is_downloaded_under_its_name_from_the_bucket(client, bucket):
    address = pdf_file().get_absolute_url()
    assert client.get(address)["Cache-Control"] == "no-cache"
    _status, headers, body = browse(client, address)
    name = "attachment; filename*=utf-8''%E6%8A%A5%E5%91%8A-1.pdf"
    assert (headers["Content-Disposition"], body) == (name, b"%PDF-1.4")
    assert browse(client, "/uploads/content/ab/1.pdf")[1]["Content-Disposition"] == "attachment"


def test_an_owner_downloads_the_original_from_the_bucket(client, bucket, author):
    file = add_file(ContentFile(photograph()), "照片.jpg", author)
    client.force_login(author)
    address = reverse("desk_original_file", args=[file.token])
    assert "private" in client.get(address)["Cache-Control"]
    _status, headers, body = browse(client, address)
    assert body == photograph()
    assert headers["Cache-Control"] == "private, no-cache"
    assert "%E7%85%A7%E7%89%87.jpg" in headers["Content-Disposition"]


@pytest.mark.parametrize("path", ["../secret_key", "%2e%2e/secret_key", "none.png", "a\0b"])
def test_nothing_beside_the_files_is_sent_from_the_bucket(client, bucket, path):
    key = {"Bucket": default_storage.bucket_name, "Key": "secret_key"}
    default_storage.client.put_object(**key, Body=b"password")
    status, _headers, body = browse(client, f"/uploads/{path}")
    assert status in {400, 404}
    assert b"password" not in body


def test_pages_with_files_ask_the_bucket_nothing(client, requests):
    file = make_file(content=make_content(width=40, height=30, variants_made="2026-01-01T00:00Z"))
    make_article(slug="a", body=file.markdown, cover=file.content.name)
    make_article(slug="b", cover="covers/2024/unknown.png")
    make_article(slug="c", cover=make_file().get_absolute_url())  # its size is not known
    del requests[:]
    pages = ("/", *(f"/articles/{slug}/" for slug in "abc"), "/feed.xml")
    for address in (*pages, file.content.url):
        assert client.get(address).status_code in {200, 302}, address
    assert uploads_in_rows()[0] == 2
    assert requests == []


def test_a_file_is_sent_as_all_providers_take_it(requests):
    """Signed with version 4 and a SHA-256, in one piece, without a checksum of Amazon's own."""
    default_storage.save("content/ab/a.png", ContentFile(b"x" * 1000))
    [(method, _address, headers)] = requests
    assert method == "PUT"
    assert headers["Content-Length"] == "1000"
    names = {name.lower() for name in headers}
    assert {name for name in names if name.startswith(("x-amz", "content", "transfer"))} == {
        *("x-amz-content-sha256", "x-amz-date", "content-type", "content-length"),
    }


def test_a_picture_is_read_from_any_place_on(bucket):
    data = picture("PNG", (300, 200))
    default_storage.save("a.png", ContentFile(data))
    with default_storage.open("a.png") as file:
        assert file.size == len(data)
        with Image.open(file) as image:
            assert (image.size, image.convert("RGB").tobytes() != b"") == ((300, 200), True)
        file.seek(-4, 2)
        assert file.read() == data[-4:]


# A bucket that everybody may read


def test_a_page_names_the_public_address(client, public_bucket):
    content = make_content()
    assert content.url == f"{PUBLIC}/{content.name}"
    response = client.get(f"/uploads/{content.name}")
    assert response["Location"] == content.url
    assert storages["originals"].bucket_name != default_storage.bucket_name


def test_this_site_sends_a_document_of_a_public_bucket_under_its_name(client, public_bucket):
    response = client.get(pdf_file().get_absolute_url(), headers={"range": "bytes=1-3"})
    assert (response.status_code, response.getvalue()) == (206, b"PDF")
    assert "%E6%8A%A5%E5%91%8A-1.pdf" in response["Content-Disposition"]


# Failures


def test_a_provider_that_does_not_answer_refuses_a_file_and_nothing_more(bucket, author, client):
    with unreachable():
        started = process_time()
        with pytest.raises(RefusedFile, match="not-stored"):
            add_file(ContentFile(picture("PNG")), "a.png", author)
        assert process_time() - started < 20
        assert client.get("/uploads/content/ab/a.png").status_code == 302
        assert "cannot be reached" in bucket_problems()[0]


def unreachable():
    stored = settings.STORAGES["default"]
    options = {**stored["OPTIONS"], "endpoint_url": "http://127.0.0.1:9"}
    broken = {**stored, "OPTIONS": options}
    return override_settings(STORAGES={**settings.STORAGES, "default": broken, "originals": broken})


def test_the_check_says_what_is_wrong_with_a_bucket(bucket, monkeypatch):
    assert bucket_problems() == []
    storages["disk"].save("covers/a.png", ContentFile(b"x"))
    assert "manage.py move_media --to s3" in bucket_problems()[0]
    monkeypatch.setattr(storages["default"], "bucket_name", "nobody-made-it")
    assert "There is no such bucket: see LONGWAVE_MEDIA_S3." in bucket_problems()[0]
    with pytest.raises(BucketError, match="There is no such bucket"):
        default_storage.save("a.png", ContentFile(b"x"))
    with pytest.raises(FileNotFoundError, match=r"nobody-made-it/uploads/a\.png"):
        default_storage.size("a.png")


@pytest.mark.usefixtures("bucket")
def test_what_the_provider_does_not_move_now_is_moved_later(
    author, django_capture_on_commit_callbacks
):
    file = add_file(ContentFile(picture("PNG")), "a.png", author)
    with unreachable(), django_capture_on_commit_callbacks(execute=True):
        trash_file(file)
    assert default_storage.exists(file.content.name)
    assert Problem("readable in the trash", file.content.name) in file_problems()
    run_due()
    assert not default_storage.exists(file.content.name)
    assert list(file_problems()) == []
    with unreachable(), django_capture_on_commit_callbacks(execute=True):
        delete_file(file)
    assert not FileContent.objects.exists()
    make_file()
    with unreachable(), pytest.raises(CommandError, match="cannot be reached"):
        call_command("check_media")


def test_files_of_a_bucket_are_listed_to_check_them_and_read_on_wish(
    requests, author, django_capture_on_commit_callbacks
):
    data = [picture("JPEG", (40, height), comment=b"where") for height in (30, 31)]
    files = [add_file(ContentFile(each), "a.jpg", author) for each in data]
    run_due()
    with django_capture_on_commit_callbacks(execute=True):
        trash_file(files[0])
    del requests[:]
    assert list(file_problems()) == []
    read = [address for method, address, _headers in requests if method == "GET"]
    assert [each for each in read if "prefix=" not in each] == [], "only folders are listed"
    assert list(file_problems(deep=True)) == []
    name = files[1].content.name
    size = default_storage.size(name)
    default_storage.save(name, ContentFile(b"x" * size))
    assert list(file_problems()) == []
    assert list(file_problems(deep=True)) == [Problem("damaged", name)]
    default_storage.save(name, ContentFile(b"x"))
    assert list(file_problems()) == [Problem("damaged", name)]


def test_a_site_is_migrated_while_the_provider_does_not_answer(bucket, capsys):
    with unreachable():
        call_command("adopt_files")
    assert "cannot be reached" in capsys.readouterr().err
