"""Serving uploaded files."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.each import check_each
from tests.media.factories import make_content, make_file

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    default_storage.save("a/图.svg", ContentFile(SCRIPT))


def test_upload_is_served_with_its_type(client):
    response = client.get("/uploads/a/图.svg")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert b"".join(response.streaming_content) == SCRIPT


def test_uploaded_svg_runs_no_script_when_opened_by_itself(client):
    response = client.get("/uploads/a/图.svg")
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["../secret_key", "%2e%2e/secret_key", "a/", "none.png", "a//etc"])
def test_nothing_outside_the_uploads_is_served(client, path, tmp_path):
    (tmp_path.parent / "secret_key").write_text("password")
    response = client.get(f"/uploads/{path}")
    assert response.status_code in {400, 404}
    assert "password" not in response.text


def test_links_and_hidden_files_are_never_served(client, tmp_path):
    """Not even if they stay within the folder: what is not ours is not readers' either."""
    outside = tmp_path.parent / "outside"
    outside.mkdir()
    (outside / "key.txt").write_text("password")
    (tmp_path / "link.txt").symlink_to(outside / "key.txt")
    (tmp_path / "folder").symlink_to(outside)
    (tmp_path / "a" / "same.svg").symlink_to("图.svg")
    (tmp_path / "a" / ".htpasswd").write_text("password")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("password")
    paths = ("link.txt", "folder/key.txt", "a/same.svg", "a/.htpasswd", ".git/config", "a%00b")

    def check(path):
        assert client.get(f"/uploads/{path}").status_code in {400, 404}

    check_each(paths, check)


def test_the_folder_of_uploads_may_be_a_link(client, settings, tmp_path):
    (tmp_path.parent / "elsewhere").symlink_to(tmp_path)
    settings.MEDIA_ROOT = tmp_path.parent / "elsewhere"
    assert client.get("/uploads/a/图.svg").status_code == 200


def test_unchanged_upload_is_not_sent_again(client):
    first = client.get("/uploads/a/图.svg")
    again = client.get("/uploads/a/图.svg", headers={"if-modified-since": first["Last-Modified"]})
    assert again.status_code == 304


def test_too_long_file_name_is_not_found(client):
    assert client.get("/uploads/" + "a" * 300).status_code == 404


# Parts of a file


def get_part(client, name="content/ab/0123.png", **headers):
    data = bytes(range(100))
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(data))
    return client.get(f"/uploads/{name}", headers=headers)


@pytest.mark.parametrize(
    ("wanted", "part", "sent"),
    [
        ("bytes=0-9", slice(10), "bytes 0-9/100"),
        ("bytes=90-", slice(90, None), "bytes 90-99/100"),
        ("bytes=-5", slice(95, None), "bytes 95-99/100"),
        ("bytes=-500", slice(None), "bytes 0-99/100"),
        ("Bytes= 99 - 500 ", slice(99, None), "bytes 99-99/100"),
    ],
)
def test_a_range_is_answered_with_this_part(client, wanted, part, sent):
    response = get_part(client, range=wanted)
    body = b"".join(response.streaming_content)
    assert (response.status_code, body) == (206, bytes(range(100))[part])
    assert response["Content-Range"] == sent
    assert response["Content-Length"] == str(len(body))


@pytest.mark.parametrize("wanted", ["bytes=100-", "bytes=200-300", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(client, wanted):
    response = get_part(client, range=wanted)
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */100")


@pytest.mark.parametrize(
    "wanted",
    ["bytes=0-1,5-6", "bytes=-", "bytes=9-3", "lines=0-1", "bytes=a-b", "bytes=" + "9" * 99],
)
def test_other_ranges_are_answered_with_the_whole_file(client, wanted):
    response = get_part(client, range=wanted)
    assert response.status_code == 200
    assert len(b"".join(response.streaming_content)) == 100


def test_a_part_of_a_changed_file_is_not_sent(client):
    whole = get_part(client, "a/x.png")
    for condition in (whole["ETag"], whole["Last-Modified"]):
        again = get_part(client, "a/x.png", range="bytes=0-1", if_range=condition)
        assert again.status_code == 206
    for condition in ('"other"', "Mon, 02 Jan 2006 15:04:05 GMT", "nonsense"):
        again = get_part(client, "a/x.png", range="bytes=0-1", if_range=condition)
        assert again.status_code == 200


def test_head_tells_the_length_and_sends_nothing(client):
    get_part(client)
    response = client.head("/uploads/content/ab/0123.png", headers={"range": "bytes=0-1"})
    assert (response.status_code, response["Content-Length"]) == (200, "100")
    assert response["Accept-Ranges"] == "bytes"
    assert response.content == b""


# Headers


def test_an_address_of_content_never_changes(client):
    response = get_part(client)
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["ETag"] == '"0123"'
    assert get_part(client, if_none_match='"0123"').status_code == 304
    assert get_part(client, "covers/2024/a.png")["Cache-Control"] == "public, max-age=86400"


def test_a_document_is_downloaded_under_its_name(client):
    content = make_content(
        b"%PDF", name="content/ab/1.pdf", mime="application/pdf", extension="pdf"
    )
    file = make_file("报告 1.pdf", content=content)
    response = client.get(file.get_absolute_url())
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E6%8A%A5%E5%91%8A-1.pdf"
    )
    assert response["Cache-Control"] == "no-cache"
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert client.get("/uploads/content/ab/1.pdf")["Content-Disposition"].startswith("attachment")
    assert "Content-Disposition" not in get_part(client)


def test_another_host_may_serve_the_files(client, settings):
    settings.MEDIA_ORIGINS = ["https://media.example"]
    policy = client.get("/")["Content-Security-Policy"]
    assert "img-src 'self' data: https://media.example;" in policy
    assert "media-src 'self' https://media.example;" in policy
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://media.example;" in policy
