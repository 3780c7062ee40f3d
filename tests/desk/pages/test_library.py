"""The library at the desk: what it lists, for whom, and what can be done with a file."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.models import User
from blog.serving.request_bodies import TooLongInput
from media.models import FileUse, MediaFile, UsedBy
from media.storing import trash_file
from operations.tasks.running import run_due
from tests.factories import make_article, make_user
from tests.media.factories import make_content, make_file
from tests.media.samples import picture

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIBRARY = "/desk/library/"


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"


def use(file, article, kind="article"):
    FileUse.objects.add_uses({UsedBy(kind, article.pk): [file.pk]})


def names(response):
    return [listed.file.name for listed in response.context["files"].files]


def test_authors_see_their_files_and_those_in_their_articles(signed_in, author, article):
    mine, stranger = make_file("mine.png", owner=author), make_user("stranger")
    used, hidden = make_file("used.png", owner=stranger), make_file("hidden.png", owner=stranger)
    use(used, article)
    assert names(signed_in.get(LIBRARY)) == ["used.png", "mine.png"]
    assert signed_in.get(reverse("desk_file", args=[mine.token])).status_code == 200
    assert signed_in.get(reverse("desk_file", args=[hidden.token])).status_code == 404


def test_editors_see_all_files(editors_browser, author):
    make_file("a.png", owner=author)
    assert names(editors_browser.get(LIBRARY)) == ["a.png"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"图.png", "talk.pdf", "clip.mp4"}),
        ("?shelf=pictures", {"图.png"}),
        ("?shelf=played", {"clip.mp4"}),
        ("?shelf=other", {"talk.pdf"}),
        ("?shelf=without-alt", {"图.png"}),
        ("?shelf=unused", {"图.png", "clip.mp4"}),
        ("?shelf=trash", {"old.png"}),
        ("?q=TALK", {"talk.pdf"}),
        ("?q=diffusion", {"talk.pdf"}),
        ("?q=一段", {"clip.mp4"}),
        ("?month=1999-01", set()),
        ("?month=1999-13&shelf=nonsense", {"图.png", "talk.pdf", "clip.mp4"}),
    ],
)
def test_lists_show_what_was_asked_for(signed_in, author, article, query, found):
    make_file("图.png", owner=author)
    trash_file(make_file("old.png", owner=author))
    video = make_content(kind="video", mime="video/mp4", extension="mp4")
    make_file("clip.mp4", owner=author, content=video, caption_zh="一段录像")
    use(make_file("talk.pdf", owner=author, content=make_content(kind="document")), article)
    assert set(names(signed_in.get(LIBRARY + query))) == found


def test_queries_do_not_grow_with_files(signed_in, author, article, django_assert_max_num_queries):
    for number in range(12):
        use(make_file(f"{number}.png", owner=author), article)
    signed_in.get(LIBRARY)
    with django_assert_max_num_queries(14):
        assert len(names(signed_in.get(LIBRARY))) == 12
    with django_assert_max_num_queries(11):
        assert len(names(signed_in.get(LIBRARY, {"q": "png"}))) == 12


def test_shelves_say_how_many_files_they_have(signed_in, author, article):
    make_file("图.png", owner=author)
    use(make_file("b.png", owner=author, alt_en="Loss"), article)
    trash_file(make_file("old.png", owner=author))
    make_file("talk.pdf", owner=author, content=make_content(kind="document", data=b"12345"))
    shown = signed_in.get(LIBRARY).context["files"]
    counts = {each.shelf.value: each.count for each in shown.shelves}
    assert counts == {
        "all": 3, "pictures": 2, "other": 1, "without-alt": 1, "unused": 2, "trash": 1
    }  # fmt: skip
    assert shown.total == 3


def test_a_search_ends_somewhere_and_says_so(signed_in, author, monkeypatch):
    monkeypatch.setattr("desk.library.file_list.MOST_FOUND", 2)
    for number in range(3):
        make_file(f"{number}.png", owner=author)
    page = signed_in.get(LIBRARY, {"q": "png"})
    assert names(page) == ["2.png", "1.png"]
    assert "These are the newest" in page.content.decode()
    assert "These are the newest" not in signed_in.get(LIBRARY).content.decode()


def test_readers_see_other_words_at_once(committed, signed_in, author):
    file = make_file(owner=author)
    shown = make_article(author=author, body=f"![]({file.get_absolute_url()})", language="en")
    words = {"alt_zh": "", "alt_en": "A cat", "caption_zh": "", "caption_en": "Fig"}
    signed_in.post(reverse("desk_file", args=[file.token]), {**words, "focus_x": 50, "focus_y": 9})
    run_due()
    shown.refresh_from_db()
    assert 'alt="A cat"' in shown.html
    assert "<figcaption>Fig</figcaption>" in shown.html


def test_a_file_shows_what_uses_it_without_titles_of_others(signed_in, author, article):
    file = make_file(owner=author)
    secret = make_article(title="Secret", status="draft", author=make_user("other"))
    use(file, article)
    use(file, secret)
    page = signed_in.get(reverse("desk_file", args=[file.token])).content.decode()
    assert "Diffusion" in page
    assert "or of somebody else" in page
    assert "Secret" not in page


def test_an_article_is_listed_once_with_what_of_it_uses_the_file(signed_in, author, article):
    file, old = make_file(owner=author), make_file("old.png", owner=author)
    for kind in ("article", "cover", "draft", "history"):
        use(file, article, kind)
    use(old, article, "history")
    [shown] = signed_in.get(reverse("desk_file", args=[file.token])).context["users"]
    assert shown.how == "published text, cover image, draft"
    [shown] = signed_in.get(reverse("desk_file", args=[old.token])).context["users"]
    assert shown.how == "earlier version"


def test_the_library_says_how_much_of_a_quota_is_used(signed_in, author, settings):
    make_file(owner=author, content=make_content(bytes=3 * 2**20))
    assert "of 4.0" not in signed_in.get(LIBRARY).text
    settings.QUOTA = 4 * 2**20
    page = signed_in.get(LIBRARY).text.replace("\xa0", " ")
    assert "Your own have 3.0 MB of 4.0 MB" in page
    assert "Nothing can be added" not in page
    settings.QUOTA = 2 * 2**20
    assert "Nothing can be added" in signed_in.get(LIBRARY).text


def test_words_and_name_are_stored(signed_in, author):
    file = make_file(owner=author)
    words = {"alt_zh": "损失", "alt_en": "Loss", "focus_x": "72", "focus_y": "38"}
    signed_in.post(reverse("desk_file", args=[file.token]), words)
    signed_in.post(reverse("desk_rename_file", args=[file.token]), {"name": "损失 曲线"})
    file.refresh_from_db()
    assert (file.alt_zh, file.focus_x, file.name) == ("损失", 72, "损失-曲线.png")


def test_a_file_has_the_words_that_readers_get(signed_in, author):
    kinds = {"picture": 6, "video": 4, "sound": 4, "document": 0, "archive": 0}
    words = {"alt_zh": "损失", "caption_en": "Loss", "focus_x": "72", "focus_y": "38"}
    for kind, number in kinds.items():
        file = make_file(owner=author, content=make_content(kind=kind), alt_zh="before")
        address = reverse("desk_file", args=[file.token])
        assert len(signed_in.get(address).context["form"].fields) == number, kind
        assert ("file-words" in signed_in.get(address).text) == bool(number)
        signed_in.post(address, words)
        file.refresh_from_db()
        stored = ("损失", "Loss") if number else ("before", "")
        assert (file.alt_zh, file.caption_en) == stored, kind


def test_two_windows_do_not_overwrite_each_other(signed_in, author):
    file = make_file(owner=author, alt_zh="甲")
    address = reverse("desk_file", args=[file.token])
    shown = values_of_form(signed_in.get(address).text)
    assert shown["initial-alt_zh"] == "甲"
    signed_in.post(address, {**shown, "alt_en": "A", "focus_x": "10"})
    page = signed_in.post(address, {**shown, "alt_zh": "乙", "alt_en": "B"})
    assert "changed to “A”" in page.text
    file.refresh_from_db()
    assert (file.alt_zh, file.alt_en, file.focus_x) == ("甲", "A", 10), "nothing of it is stored"
    signed_in.post(address, values_of_form(page.text))
    file.refresh_from_db()
    assert (file.alt_zh, file.alt_en, file.focus_x) == ("乙", "B", 10)


def values_of_form(page):
    """What a browser sends of the form with words."""
    form = LexborHTMLParser(page).css_first(".file-words")
    fields = {
        each.attributes["name"]: each.attributes.get("value") or "" for each in form.css("input")
    }
    return fields | {each.attributes["name"]: each.text().strip() for each in form.css("textarea")}


def test_dark_lines_have_a_light_ground(signed_in, author):
    content = make_content(is_dark=True)
    file = make_file(owner=author, content=content)
    for address in (LIBRARY, reverse("desk_choices")):
        assert f'<img class="dark-lines" src="{content.url}"' in signed_in.get(address).text
    page = signed_in.get(reverse("desk_file", args=[file.token])).text
    assert page.count('class="dark-lines"') == 2


def test_a_replaced_file_keeps_its_address(signed_in, author):
    signed_in.post(reverse("desk_add_files"), {"files": [upload("a.png", picture("PNG", (8, 8)))]})
    file = MediaFile.objects.get()
    address, first = file.get_absolute_url(), file.content
    other = upload("b.png", picture("PNG", (9, 9)))
    signed_in.post(reverse("desk_replace_file", args=[file.token]), {"file": other})
    file.refresh_from_db()
    assert (file.get_absolute_url(), file.content.width) == (address, 9)
    assert [version.content for version in file.versions.all()] == [first]


def test_files_that_are_too_large_together_get_a_page_that_says_what_to_do(signed_in, settings):
    about = {"CONTENT_LENGTH": settings.LONGEST_FORM + 1, "wsgi.input": TooLongInput()}
    for address in (reverse("desk_add_files"), reverse("admin:articles_article_add")):
        answer = signed_in.post(address, {"files": [upload("a.png", b"")]}, **about)
        assert answer.status_code == 413
        assert "Choose fewer or smaller files" in answer.text
        assert "at most 50.0" in answer.text
    chinese = {"headers": {"accept-language": "zh-hans"}, **about}
    answer = signed_in.post(address, {"files": [upload("a.png", b"")]}, **chinese)
    assert "少选几个文件" in answer.text


def test_who_may_not_write_articles_is_told_who_may_add_files():
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_user("reader", password="x", is_staff=True))
    sent = {"files": [upload("b.png", picture("PNG", (8, 8)))]}
    assert 'name="files"' not in client.get(LIBRARY).text
    answers = (
        client.post(reverse("desk_add_files"), sent, follow=True).text,
        client.post(reverse("desk_upload"), {"file": sent["files"][0]}).json()["problem"],
    )
    for said in answers:
        assert "Files can be added by those who may write articles" in said
    assert not MediaFile.objects.exists()


def test_a_refused_file_is_named_with_the_reason(signed_in):
    sent = {"files": [upload("a.png", b"<html>"), upload("b.png", picture("PNG", (8, 8)))]}
    page = signed_in.post(reverse("desk_add_files"), sent, follow=True).content.decode()
    assert "a.png: " in page
    assert [file.name for file in MediaFile.objects.all()] == ["b.png"]


def test_a_used_file_is_not_deleted(signed_in, author, article):
    file = make_file(owner=author)
    use(file, article)
    signed_in.post(reverse("desk_trash_file", args=[file.token]))
    assert MediaFile.objects.kept().get() == file


def test_a_file_goes_to_the_trash_and_comes_back(signed_in, author, client):
    file = make_file(owner=author)
    address, name = file.get_absolute_url(), file.content.name
    signed_in.post(reverse("desk_trash_file", args=[file.token]))
    assert client.get(address).status_code == 410
    other = upload("b.png", picture("PNG", (9, 9)))
    signed_in.post(reverse("desk_replace_file", args=[file.token]), {"file": other})
    assert not file.versions.exists()
    assert signed_in.get(reverse("desk_original_file", args=[file.token])).status_code == 200
    signed_in.post(reverse("desk_restore_file", args=[file.token]))
    assert client.get(address).status_code == 302
    assert default_storage.exists(name)


def test_only_owners_and_editors_change_a_file(signed_in, article):
    file = make_file(owner=make_user("other"))
    use(file, article)
    for name in ("rename", "replace", "trash", "restore", "erase"):
        answer = signed_in.post(reverse(f"desk_{name}_file", args=[file.token]))
        assert answer.status_code == 403
    assert signed_in.get(reverse("desk_original_file", args=[file.token])).status_code == 403
    assert signed_in.post(reverse("desk_file", args=[file.token])).status_code == 403


def test_a_file_in_the_trash_that_is_used_again_is_not_deleted_for_ever(signed_in, author):
    file = make_file("图.png", owner=author)
    erase = reverse("desk_erase_file", args=[file.token])
    assert signed_in.post(erase).status_code == 403
    trash_file(file)
    page = signed_in.get(reverse("desk_file", args=[file.token])).text
    assert "Nobody can bring it back." in page
    FileUse.objects.add_uses({UsedBy("article", make_article(author=author).pk): [file.pk]})
    assert "uses it still" in signed_in.post(erase, follow=True).text
    FileUse.objects.all().delete()
    signed_in.post(erase)
    assert not MediaFile.objects.exists()


def test_the_original_is_a_download_that_nobody_caches(signed_in, author):
    file = make_file("论文.png", owner=author)
    answer = signed_in.get(reverse("desk_original_file", args=[file.token]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "private" in answer.headers["Cache-Control"]


def upload(name, data):
    return SimpleUploadedFile(name, data)
