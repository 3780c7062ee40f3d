"""Files as authors name them: tokens, names, versions, and the texts that use them."""

import pytest
from django.utils.html import escape

from media.models import FileContent, FileUse, MediaFile, UsedBy
from media.models.file_names import clean_name, with_ending
from media.storing import trash_file
from tests.factories import make_article
from tests.media.factories import make_content, make_file

pytestmark = pytest.mark.django_db
ARTICLE, PAGE = FileUse.Kind.ARTICLE, FileUse.Kind.PAGE


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("图 一.PNG", "图-一.png"),
        ("C:\\Users\\我\\截屏.png", "截屏.png"),
        ("../../etc/passwd", "passwd"),
        ("a#b?c%d.png", "a-b-c-d.png"),
        ("", "file"),
        (".png", "file.png"),
        ("x" * 300 + ".jpeg", "x" * 195 + ".jpeg"),
        ("\u202egnp.exe", "gnp.exe"),
        ("e\u0301.png", "é.png"),
        ("图 1（终）.PNG", "图-1（终）.png"),
        ("\udccd\udcbc.png", "file.png"),
        ("🙂.png", "🙂.png"),
        ("con.png", "con.png"),
    ],
)
def test_a_name_keeps_what_an_address_can_carry(given, kept):
    assert clean_name(given) == kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("photo.jpg", "photo.png"),
        ("photo.png", "photo.png"),
        ("v1.2", "v1.png"),
        ("图", "图.png"),
        ("第 1 章. 前言", "第-1-章.-前言.png"),
    ],
)
def test_a_name_gets_another_ending(name, kept):
    assert with_ending(name, "png") == kept


def test_address_has_an_unguessable_token_and_the_name():
    file = make_file("图.png")
    assert len(file.token) == 12
    assert file.get_absolute_url() == f"/files/{file.token}/%E5%9B%BE.png"
    assert file.markdown == f"![]({file.get_absolute_url()})"


@pytest.mark.parametrize("words", ["a] (b) [c", r"\ *x* `y` _z_ $1$ &amp; <b>", "图（一）\n二"])
def test_markdown_shows_the_words_of_the_file(words):
    file = make_file("photo (1.png", alt_en=words)
    html = make_article(body=file.markdown).html
    assert f'alt="{escape(" ".join(words.split()))}"' in html


def test_a_replaced_file_keeps_its_address_and_its_former_content(author):
    file, former, new = make_file("图.png"), make_content(), make_content(extension="jpg")
    file.replace_content(former, "b.png", author)
    address = file.token
    file.replace_content(new, "c.jpg", author)
    file.refresh_from_db()
    assert (file.token, file.name, file.content) == (address, "图.jpg", new)
    assert file.versions.first().content == former
    assert file.versions.first().replaced_by == author


@pytest.mark.parametrize(
    "text",
    [
        "![x](/files/{token}/renamed.png)",
        "[[x]]\n\n[x]: https://blog.example/files/{token}/x.png",
        "`/uploads/covers/2024/%E5%9B%BE.png`",
        "<img src='/uploads/covers/2024/图.png'>",
        "![](uploads/covers/2024/图.png)",
        "![](/uploads/{name})",
    ],
)
def test_a_text_uses_the_files_that_it_names(text):
    file = make_file(former_path="covers/2024/图.png")
    text = text.format(token=file.token, name=file.content.name)
    FileUse.objects.set_uses_of_texts({UsedBy(ARTICLE, 7): text, UsedBy(ARTICLE, 8): "nothing"})
    assert [(use.file, use.object_id) for use in FileUse.objects.all()] == [(file, 7)]


def test_uses_follow_the_texts_by_four_queries(django_assert_max_num_queries):
    first, second = make_file(), make_file()
    articles = [UsedBy(ARTICLE, key) for key in range(30)]
    FileUse.objects.set_uses_of_texts(dict.fromkeys([UsedBy(PAGE, 1), *articles], first.markdown))
    with django_assert_max_num_queries(6):  # two of them: BEGIN and COMMIT
        FileUse.objects.set_uses_of_texts(dict.fromkeys(articles, second.markdown))
    assert [use.user for use in first.uses.all()] == [UsedBy(PAGE, 1)]
    assert second.uses.count() == 30


def test_addresses_are_looked_up_by_two_queries(django_assert_num_queries):
    file, old, gone = make_file(), make_file(former_path="imported/1/图.png"), make_file()
    trash_file(gone)
    names = [file.get_absolute_url(), "/uploads/imported/1/%E5%9B%BE.png", "imported/1/图.png"]
    with django_assert_num_queries(2):  # files with contents, variants
        found = MediaFile.objects.lookup([*names, gone.get_absolute_url(), "/articles/x/", "x.png"])
        assert [found[name].content.pk for name in names] == [
            each.content_id for each in (file, old, old)
        ]
    assert len(found) == 3


@pytest.mark.either_database
def test_the_quota_counts_equal_contents_once(author):
    content = make_content(b"1234", original_bytes=6)
    make_file(content=content, owner=author)
    make_file(content=content, owner=author)
    make_file()
    assert MediaFile.objects.bytes_of_owner(author) == 10


@pytest.mark.either_database
def test_contents_of_files_and_versions_are_in_use(author):
    file, spare = make_file(), make_content()
    file.replace_content(make_content(), "b.png", author)
    assert list(FileContent.objects.unused()) == [spare]


@pytest.mark.either_database
def test_a_file_is_found_by_its_token_whatever_its_name(client):
    file = make_file("图.png")
    response = client.get(f"/files/{file.token}/former.png")
    assert (response.status_code, response["Location"]) == (302, file.content.url)
    assert response["Cache-Control"] == "no-cache"
    trash_file(file)
    assert client.get(file.get_absolute_url()).status_code == 410
    assert client.get("/files/aaaaaaaaaaaa/x.png").status_code == 404
