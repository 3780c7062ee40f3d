"""The library in the admin, and the files of an article there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models.cover_field import cover_of
from media.models import MediaFile
from operations.tasks.running import run_due
from tests.admin.test_authors_and_editors import change
from tests.admin.test_conflicts import opened
from tests.factories import make_article, make_user
from tests.media.factories import make_file
from tests.media.samples import picture

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.either_database,
    pytest.mark.usefixtures("media_folders"),
]
LIST, ADD = "admin:media_mediafile_changelist", "admin:media_mediafile_add"


@pytest.fixture
def browser(author):
    client = Client(headers={"accept-language": "en"})
    client.force_login(author)
    return client


def sent(name, data=None):
    return SimpleUploadedFile(name, data or picture("PNG"), "image/png")


def test_authors_find_their_files_and_no_others(browser, author):
    make_file("mine.png", owner=author, alt_zh="损失曲线")
    make_file("secret.png", owner=make_user("stranger"))
    page = browser.get(reverse(LIST))
    assert "mine.png" in page.text
    assert "secret.png" not in page.text
    assert "mine.png" in browser.get(reverse(LIST), {"q": "损失"}).text
    assert "mine.png" not in browser.get(reverse(LIST), {"q": "other"}).text


def test_the_list_is_light(browser, author, django_assert_max_num_queries):
    for number in range(12):
        make_file(f"{number}.png", owner=author)
    with django_assert_max_num_queries(12):
        page = browser.get(reverse(LIST))
    assert len(page.content) < 120_000


def test_a_file_comes_in_by_the_road_of_all_others(browser, author):
    browser.post(reverse(ADD), {"file": sent("图 1.JPG"), "alt_zh": "方块"})
    [file] = MediaFile.objects.all()
    assert (file.name, file.owner, file.alt_zh) == ("图-1.png", author, "方块")
    answer = browser.post(reverse(ADD), {"file": sent("a.png", picture("PNG")[:60])})
    assert "copy it again" in answer.text
    assert MediaFile.objects.get() == file


def shown_again(article):
    """The article after what follows in the background."""
    run_due()
    article.refresh_from_db()
    return article


def test_words_are_changed_and_files_of_others_are_not(committed, browser, author):
    mine, other = make_file(owner=author), make_file(owner=make_user("stranger"))
    article = make_article(body=f"![]({mine.get_absolute_url()})")
    for file in (mine, other):
        address = reverse("admin:media_mediafile_change", args=[file.pk])
        browser.post(address, {"alt_zh": "方块", "alt_en": "", "caption_zh": "", "caption_en": ""})
        file.refresh_from_db()
    assert (mine.alt_zh, other.alt_zh) == ("方块", "")
    assert "方块" in shown_again(article).html
    assert (
        reverse("desk_file", args=[mine.token])
        in browser.get(reverse("admin:media_mediafile_change", args=[mine.pk])).text
    )


def test_an_article_gets_files_in_its_form(browser, author):
    article = make_article(author=author, body="前 ![]() 后")
    cover = make_file("封面.png", owner=author)
    values = opened(browser, change(article))
    browser.post(
        change(article), {**values, "inserted_file": sent("b.png"), "chosen_cover": "封面.png"}
    )
    article.refresh_from_db()
    added = MediaFile.objects.get(name="b.png")
    assert (article.body, article.cover.name) == (f"前 {added.markdown} 后", cover_of(cover))
    values = opened(browser, change(article))
    wrong = {"inserted_file": sent("c.png", b"MZ\x00"), "chosen_cover": "nothing"}
    errors = browser.post(change(article), {**values, **wrong}).context["adminform"].form.errors
    assert {"inserted_file", "chosen_cover"} == set(errors)
