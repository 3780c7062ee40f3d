"""The cover in the writing form: chosen, uploaded without a script, removed; and what uses it."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models.cover_field import cover_of
from desk.writing.publishing import publish_changes
from media.models import FileUse, MediaFile
from media.storing import add_file, trash_file
from tests.desk.pages.test_details import metadata, send
from tests.desk.writing_helpers import draft_of
from tests.factories import make_article, make_user
from tests.media.factories import make_content, make_file
from tests.media.samples import picture

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.either_database,
    pytest.mark.usefixtures("media_folders"),
]
WIDE = {"width": 2100, "height": 1000}


def users_of(file):
    return set(FileUse.objects.filter(file=file).values_list("kind", flat=True))


@pytest.mark.parametrize(
    "written",
    ["/files/{token}/x.png", "https://blog.example/files/{token}/x", "![图]({address})", "图.png"],
)
def test_a_cover_is_chosen_by_address_markdown_or_name(signed_in, author, article, written):
    file = make_file(owner=author)
    values = {"token": file.token, "address": file.get_absolute_url()}
    send(signed_in, article, cover=written.format(**values))
    assert metadata(article)["cover"] == cover_of(file) == f"/files/{file.token}/图.png"
    assert users_of(file) == {"draft", "history"}
    assert not article.cover, "readers see no draft"


def test_a_published_cover_is_used_and_can_be_removed(signed_in, author, article):
    file = make_file(owner=author)
    send(signed_in, article, cover=cover_of(file))
    publish_changes(article, base=draft_of(article).head_id, by=author)
    article.refresh_from_db()
    assert article.cover.url == file.get_absolute_url()
    assert users_of(file) == {"cover", "history"}
    send(signed_in, article, cover="")
    assert metadata(article)["cover"] == ""
    publish_changes(article, base=draft_of(article).head_id, by=author)
    assert users_of(file) == {"history"}


def test_what_cannot_be_a_cover_is_said_and_keeps_nothing_else(signed_in, author, article):
    hidden = make_file("secret.png", owner=make_user("stranger"))
    sound = make_file("a.mp3", owner=author, content=make_content(kind="sound"))
    for wrong in ("nothing.png", "http://[", "/files/", cover_of(hidden), cover_of(sound)):
        answer = send(signed_in, article, cover=wrong, summary=wrong)
        assert "No picture in the library" in answer.text
        assert metadata(article)["summary"] == wrong
        assert metadata(article)["cover"] == ""
    for _twice in range(2):
        make_file(owner=author)
    assert "Several pictures have this name" in send(signed_in, article, cover="图.png").text


def test_a_cover_is_uploaded_without_a_script(signed_in, author, article):
    sent = SimpleUploadedFile("封 面.png", picture("PNG", (40, 20)), "image/png")
    send(signed_in, article, do="cover", cover_file=sent, summary="typed")
    file = MediaFile.objects.get()
    assert (file.owner, metadata(article)["cover"]) == (author, cover_of(file))
    assert metadata(article)["summary"] == "typed"
    text = SimpleUploadedFile("a.txt", b"words", "text/plain")
    unused = add_file(text, "a.txt", author)
    text.seek(0)
    answer = send(signed_in, article, do="cover", cover_file=text, summary="more")
    assert "must be a picture" in answer.text
    assert metadata(article)["cover"] == cover_of(file)
    assert metadata(article)["summary"] == "more"
    assert MediaFile.objects.get(pk=unused.pk).trashed_at is None, "it was there before"
    assert "No file was chosen" in send(signed_in, article, do="cover").text


def test_the_form_shows_the_point_that_crops_keep(signed_in, author, article):
    wide = make_content(**WIDE)
    file = make_file(owner=author, content=wide, focus_x=100, focus_y=50, alt_en="A wave")
    send(signed_in, article, cover=cover_of(file))
    page = signed_in.get(reverse("desk_article", args=[article.pk])).text
    assert '<circle cx="2100" cy="500"' in page
    assert 'viewBox="195 0 1905 1000"' in page
    assert 'aria-label="A wave"' in page
    trash_file(file)
    page = signed_in.get(reverse("desk_article", args=[article.pk])).text
    assert "in the trash or deleted" in page


def test_a_path_of_earlier_versions_stays_until_it_is_changed(signed_in, author):
    name = default_storage.save("covers/2024/a.png", SimpleUploadedFile("a.png", picture("PNG")))
    article = make_article(author=author, cover=name)
    answer = send(signed_in, article, summary="new")
    assert (metadata(article)["cover"], metadata(article)["summary"]) == (name, "new")
    assert f'<img src="/uploads/{name}"' in answer.text
    assert article.cover.url == f"/uploads/{name}"


def test_the_choices_are_pictures_of_the_library(signed_in, author, article):
    for number in range(26):
        make_file(f"{number}.png", owner=author)
    make_file("a.mp3", owner=author, content=make_content(kind="sound"))
    make_file("secret.png", owner=make_user("stranger"))
    page = signed_in.get(reverse("desk_choices"), {"shelf": "pictures"}).text
    assert page.count('name="chosen"') == 24
    assert page.index("25.png") < page.index("24.png")
    assert 'data-page="2"' in page
    rest = signed_in.get(reverse("desk_choices"), {"shelf": "pictures", "page": 2}).text
    assert (rest.count('name="chosen"'), "data-page" in rest) == (2, False)
    assert "No file is like this" in signed_in.get(reverse("desk_choices"), {"q": "secret"}).text
    file = MediaFile.objects.get(name="7.png")
    found = signed_in.get(reverse("desk_choices"), {"q": "7.png"}).text
    assert f'data-markdown="![]({file.get_absolute_url()})" data-cover="{cover_of(file)}"' in found


def test_queries_of_the_choices_do_not_grow(signed_in, author, django_assert_max_num_queries):
    for number in range(9):
        make_file(f"{number}.png", owner=author)
    with django_assert_max_num_queries(10):
        signed_in.get(reverse("desk_choices"))
