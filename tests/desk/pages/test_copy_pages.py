"""Files of other sites in the writing form: which they are, and copies on wish."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from media.models import MediaFile, RemoteCopy
from media.storing import copy_files
from media.tasks import copy_waiting
from operations.tasks.running import run_due
from tests.desk.writing_helpers import draft_of
from tests.factories import make_article
from tests.media.samples import picture
from tests.remote_site import asked_site, running_site, site

__all__ = ["asked_site", "running_site", "site"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_folders")]


@pytest.fixture
def article(asked_site, author):
    asked_site.answer("/a.png", picture("PNG"))
    body = f"![]({asked_site.url('/a.png')})\n\n![]({asked_site.url('/gone.png')})\n"
    return make_article(author=author, body=body)


def copies(browser, article, **sent):
    sent = {"body": draft_of(article).head.text.text, **sent}
    return browser.post(reverse("desk_copies", args=[article.pk]), sent).json()


def test_the_form_lists_the_files_and_keeps_copies_without_a_script(
    article, asked_site, signed_in, author
):
    address = reverse("desk_article", args=[article.pk])
    page = signed_in.get(address).text
    assert "2 files are on other sites" in page
    assert f'value="{asked_site.url("/gone.png")}"' in page
    draft = draft_of(article)
    sent = {"title": article.title, "body": f"{article.body}\nnew", "base": draft.head_id}
    page = signed_in.post(address, {**sent, "copy": ""}, follow=True).text
    assert "2 files are being copied" in page
    assert page.count("is being copied</span>") == 2
    run_due()
    page = signed_in.get(address).text
    text = draft_of(article).head.text.text
    assert MediaFile.objects.get().get_absolute_url() in text
    assert text.rstrip().endswith("new")
    assert "1 file is on another site" in page
    assert "answers with the status 404" in page


def test_one_of_several_is_copied(article, asked_site, signed_in):
    address = reverse("desk_article", args=[article.pk])
    draft = draft_of(article)
    sent = {"title": article.title, "body": article.body, "base": draft.head_id}
    signed_in.post(address, {**sent, "copy": asked_site.url("/a.png")})
    assert RemoteCopy.objects.get().address == asked_site.url("/a.png")
    signed_in.post(address, {**sent, "copy": "https://elsewhere.example/not-in-the-text.png"})
    assert RemoteCopy.objects.count() == 1


def test_the_editor_gets_the_lines_that_change(article, asked_site, signed_in, author):
    answer = copies(signed_in, article, line="1")
    assert (answer["asked"], answer["waiting"]) == ([asked_site.url("/a.png")], 1)
    assert answer["lines"] == []
    assert "is being copied" in answer["html"]
    copy_waiting.call(author.pk)
    answer = copies(signed_in, article, look="\n".join(answer["asked"]))
    before = f"![]({asked_site.url('/a.png')})"
    after = f"![]({MediaFile.objects.get().get_absolute_url()})"
    assert answer["lines"] == [{"line": 1, "before": before, "after": after}]
    assert answer["waiting"] == 0
    assert draft_of(article).head.text.text == article.body


def test_what_is_there_is_put_into_the_text_at_once(article, asked_site, signed_in, author):
    copy_files([asked_site.url("/a.png")], author)
    asked_site.asked.clear()
    assert copies(signed_in, article, ask="all")["lines"][0]["line"] == 1
    assert asked_site.asked == []
    assert DBTaskResult.objects.filter(task_path="media.tasks.copy_waiting").count() == 1


def test_nothing_but_what_the_text_shows_is_fetched(article, signed_in):
    answer = copies(signed_in, article, ask="https://elsewhere.example/a.png", line="99")
    assert answer["asked"] == []
    answer = copies(signed_in, article, body="", ask="all")
    assert (answer["asked"], answer["html"]) == ([], "")
    assert not RemoteCopy.objects.exists()
