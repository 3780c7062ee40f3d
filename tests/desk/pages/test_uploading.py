"""Files that come in at the desk: sent by the editor, or with the form, without a script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.file_insertion import with_markdown
from articles.models import Article
from media.models import MediaFile
from tests.desk.writing_helpers import draft_of
from tests.media.samples import picture

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.either_database,
    pytest.mark.usefixtures("media_folders"),
]


def sent_picture(name="截屏 1.png", data=None):
    return SimpleUploadedFile(name, data or picture("PNG"), "image/png")


def upload(client, file, language="en", **more):
    headers = {"accept": "application/json", "accept-language": language}
    return client.post(reverse("desk_upload"), {"file": file, **more}, headers=headers)


def test_a_file_is_answered_with_its_markdown(signed_in, author):
    answer = upload(signed_in, sent_picture()).json()
    file = MediaFile.objects.get()
    assert file.owner == author
    assert answer["markdown"] == f"![]({file.get_absolute_url()})"
    assert (answer["name"], answer["kind"], answer["alt_needed"]) == ("截屏-1.png", "picture", True)
    assert answer["removed"] == ""


def test_the_answer_says_what_readers_do_not_get(signed_in):
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    photograph = sent_picture("photo.jpg", picture("JPEG", exif=exif))
    answer = upload(signed_in, photograph, alt="A square").json()
    assert answer["removed"] == "Readers get it without place, camera and comments."
    assert not answer["alt_needed"]
    assert answer["markdown"].startswith("![A square](")


def test_a_refusal_says_what_to_do_in_the_language_of_the_interface(signed_in):
    for language, words in {"en": "copy it again", "zh-hans": "重新"}.items():
        cut = sent_picture(data=picture("PNG")[:60])
        answer = upload(signed_in, cut, language)
        assert answer.status_code == 422
        assert words in answer.json()["problem"]
    assert "Choose one" in upload(signed_in, "").json()["problem"]
    assert not MediaFile.objects.exists()


def test_what_exceeds_the_quota_is_refused(signed_in, settings):
    settings.QUOTA = 10
    assert upload(signed_in, sent_picture()).status_code == 422


def test_who_may_not_write_may_not_upload(signed_in, author):
    author.groups.clear()
    assert upload(signed_in, sent_picture()).json()["reason"] == "refused"
    signed_in.logout()
    assert upload(signed_in, sent_picture()).json() == {"reason": "signed-out"}
    assert not MediaFile.objects.exists()


def test_a_file_of_the_form_is_put_into_the_text(signed_in, article, author):
    sent = {"title": "Diffusion", "body": "typed ![]() on", "base": draft_of(article).head_id}
    address = reverse("desk_article", args=[article.pk])
    signed_in.post(address, {**sent, "do": "insert", "file": sent_picture(), "alt": "A square"})
    body = draft_of(article).head.text.text
    assert body == f"typed {MediaFile.objects.get().markdown} on"
    assert "![A square](" in body
    sent |= {"base": draft_of(article).head_id, "body": body + "\nmore"}
    refused = {**sent, "do": "insert", "file": sent_picture(data=b"MZ\x00")}
    page = signed_in.post(address, refused, follow=True)
    assert "cannot be uploaded" in page.text
    assert draft_of(article).head.text.text == body + "\nmore"


def test_a_file_of_the_form_begins_an_article(signed_in):
    new = {"title": "", "body": "", "do": "insert", "file": sent_picture()}
    signed_in.post(reverse("desk_new"), new)
    body = Article.objects.get().draft.head.text.text
    assert body.strip() == MediaFile.objects.get().markdown


@pytest.mark.parametrize(
    ("text", "after"),
    [("", "M\n"), ("a\n\n\n", "a\n\nM\n"), ("a ![]() b ![]()", "a M b ![]()")],
)
def test_where_the_markdown_is_put(text, after):
    assert with_markdown(text, "M") == after
