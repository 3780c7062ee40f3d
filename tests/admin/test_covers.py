"""The cover of an article in the admin comes in as every file does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from media.models import MediaFile
from tests.admin.test_authors_and_editors import change
from tests.admin.test_conflicts import opened
from tests.factories import make_article
from tests.media.samples import picture
from tests.media.test_storing import photograph

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def sent(admin_client, media_folders):
    """Sends the form of an article with this cover."""
    article = make_article()

    def send(name, data):
        address = change(article)
        values = {**opened(admin_client, address), "cover": SimpleUploadedFile(name, data)}
        answer = admin_client.post(address, values)
        article.refresh_from_db()
        return article, answer

    return send


def test_a_cover_is_cleaned_and_belongs_to_who_uploaded_it(sent, admin_user, admin_client):
    article, _answer = sent("照片.jpg", photograph())
    [file] = MediaFile.objects.all()
    assert article.cover.url == file.get_absolute_url()
    assert (file.name, file.owner, file.content.width) == ("照片.jpg", admin_user, 30)
    assert file.uses.filter(kind="cover", object_id=article.pk).exists()
    shown = admin_client.get(article.get_absolute_url()).text
    assert f'src="{file.content.url}"' in shown


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b"<!doctype html><script>"),
        ("a.txt", "只是文字".encode()),
        ("a.png", picture("PNG")[:60]),
    ],
)
def test_a_refused_cover_is_answered_with_the_reason(sent, name, data):
    article, answer = sent(name, data)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["cover"]
    assert article.cover.name == ""
    assert not MediaFile.objects.kept().exists()
