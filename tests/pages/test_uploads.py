"""Serving uploaded files."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

pytestmark = pytest.mark.django_db
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
    (tmp_path.parent / "secret_key").write_text("secret")
    response = client.get(f"/uploads/{path}")
    assert response.status_code in {400, 404}
    assert "secret" not in response.text


def test_unchanged_upload_is_not_sent_again(client):
    first = client.get("/uploads/a/图.svg")
    again = client.get("/uploads/a/图.svg", headers={"if-modified-since": first["Last-Modified"]})
    assert again.status_code == 304


def test_too_long_file_name_is_not_found(client):
    assert client.get("/uploads/" + "a" * 300).status_code == 404
