"""What the script of the writing form gets: texts are saved, and none is lost."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from desk.models import Draft, Revision
from tests.admin.test_unsaved import HERE
from tests.desk.writing_helpers import all_texts, body_of, draft_of
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
JSON = {"accept": "application/json", "origin": HERE}


def address(article):
    return reverse("desk_autosave", args=[article.pk])


def send(client, article, body, base, **headers):
    values = {"title": "Diffusion", "body": body, "base": base}
    return client.post(address(article), values, headers=JSON | headers)


def begin(client, body, uid, base=""):
    values = {"title": "", "body": body, "uid": uid, "base": base}
    return client.post(reverse("desk_autosave_new"), values, headers=JSON)


def test_autosave_writes_the_draft_and_never_what_the_row_contains(signed_in, article):
    answer = send(signed_in, article, "the draft\r\n", draft_of(article).head_id)
    head = draft_of(article).head
    assert (head.kind, head.text.text) == (Revision.Kind.AUTOSAVE, "the draft\n")
    assert body_of(article) == "readers see this\n"
    assert answer.json()["base"] == head.pk
    assert answer.json()["saved_at"].startswith(str(head.created_at.year))
    assert answer.json()["words"].startswith("saved ")
    assert answer.headers["Cache-Control"].startswith("private")


@pytest.mark.asks_a_database
def test_autosaves_follow_each_other_and_equal_ones_make_no_revision(signed_in, article):
    base = draft_of(article).head_id
    for body in ("one", "one", "two"):
        base = send(signed_in, article, body, base).json()["base"]
    assert all_texts(article) == ["readers see this\n", "one", "two"]


def test_a_text_whose_answer_was_lost_is_no_conflict_with_itself(signed_in, article):
    base = draft_of(article).head_id
    first, second = (send(signed_in, article, "one", base) for _ in range(2))
    assert (first.json()["base"], second.status_code) == (second.json()["base"], 200)


def test_a_text_that_came_too_late_is_kept_and_answered_with_the_conflict(
    signed_in, editors_browser, article
):
    base = draft_of(article).head_id
    send(editors_browser, article, "theirs", base)
    answer = send(signed_in, article, "ours", base)
    assert answer.status_code == 409
    assert answer.json()["words"].startswith("Somebody else saved this article at ")
    assert draft_of(article).head.text.text == "theirs"
    page = signed_in.get(answer.json()["conflict"]).text
    assert "ours" in page
    assert "theirs" in page


def test_writing_goes_on_beside_a_conflict(signed_in, editors_browser, article):
    base = draft_of(article).head_id
    send(editors_browser, article, "theirs", base)
    ours = send(signed_in, article, "ours", base).json()["base"]
    answer = send(signed_in, article, "ours, and more", ours)
    assert answer.status_code == 409
    assert "ours, and more" in signed_in.get(answer.json()["conflict"]).text
    assert draft_of(article).head.text.text == "theirs"


def test_a_conflict_names_who_saved_as_one_may_know_them(signed_in, editors_browser, article):
    base = draft_of(article).head_id
    send(signed_in, article, "first window", base)
    words = [
        send(client, article, "late", base).json()["words"]
        for client in (signed_in, editors_browser)
    ]
    assert words[0].endswith("in another window.")
    assert words[1].startswith("Wang Xiaoyun saved")


@pytest.mark.asks_a_database
def test_the_first_autosave_makes_one_article_however_often_it_arrives(signed_in, author):
    uid = uuid4()
    first, again = (begin(signed_in, "begun", uid).json() for _ in range(2))
    article = Article.objects.get()
    assert (article.author, article.status, article.body) == (author, "draft", "begun")
    assert first["address"] == again["address"] == reverse("desk_article", args=[article.pk])
    assert first["base"] == again["base"] == draft_of(article).head_id
    later = begin(signed_in, "begun, and more", uid)
    assert later.json()["base"] == draft_of(article).head_id
    assert draft_of(article).head.text.text == "begun, and more"


def test_a_uid_of_somebody_else_begins_an_article_of_ones_own(signed_in, author):
    theirs = make_article(author=make_user("rival"), body="theirs")
    answer = begin(signed_in, "mine", theirs.uid)
    mine = Article.objects.get(author=author)
    assert answer.json()["article"] == mine.pk != theirs.pk
    assert body_of(theirs) == "theirs"


def test_a_new_text_that_is_refused_is_answered_with_the_reason(signed_in):
    values = {"title": "t" * 201, "body": "text", "uid": uuid4()}
    answer = signed_in.post(reverse("desk_autosave_new"), values, headers=JSON)
    assert answer.status_code == 400
    assert "at most 200 characters" in answer.json()["problem"]
    assert not Article.objects.exists()


@pytest.mark.parametrize("name", ["desk_autosave", "desk_presence"])
def test_signed_out_and_gone_are_told_in_json(signed_in, article, name):
    path = reverse(name, args=[article.pk])
    answer = Client().post(path, headers=JSON)
    assert (answer.status_code, answer.json()) == (403, {"reason": "signed-out"})
    article.move_to_trash()
    answer = signed_in.post(path, headers=JSON)
    assert (answer.status_code, answer.json()["reason"]) == (404, "gone")


def test_a_stale_token_is_answered_with_a_new_one(article, author):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    base = draft_of(article).head_id
    stale = send(client, article, "typed", base)
    assert (stale.status_code, stale.json()["reason"]) == (403, "token")
    answer = send(client, article, "typed", base, **{"x-csrftoken": stale.json()["token"]})
    assert answer.status_code == 200
    assert draft_of(article).head.text.text == "typed"


def test_a_token_is_not_given_to_other_sites(article, author):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    answer = send(client, article, "theirs", 1, origin="https://evil.example")
    assert answer.status_code == 403
    assert "token" not in answer.headers["Content-Type"] + answer.text.split("<body")[0]


def test_a_text_that_is_too_long_to_be_sent_gets_a_clear_sentence(signed_in, article, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    for path in (address(article), reverse("desk_article", args=[article.pk])):
        answer = signed_in.post(path, {"body": "x" * 200})
        assert answer.status_code == 413
        assert "Divide it" in answer.text


@pytest.mark.asks_a_database
def test_autosaves_cost_the_same_in_a_long_history(
    signed_in, article, writer, django_assert_max_num_queries
):
    for number in range(8):
        writer.autosave(f"{number}")
    send(signed_in, article, "first", draft_of(article).head_id)
    with django_assert_max_num_queries(24):
        send(signed_in, article, "next", draft_of(article).head_id)
    assert Draft.objects.get().head.text.text == "next"


def test_what_a_page_sends_is_never_saved_in_the_name_of_another_user(
    editors_browser, article, author
):
    """Somebody else has signed in meanwhile, in the same browser."""
    path = reverse("desk_autosave_new")
    for answer in (
        send(editors_browser, article, "ours", draft_of(article).head_id, **{"x-user": author.pk}),
        editors_browser.post(path, {"body": "ours"}, headers=JSON | {"x-user": author.pk}),
    ):
        assert (answer.status_code, answer.json()) == (403, {"reason": "signed-out"})
    assert all_texts(article) == ["readers see this\n"]
    assert Article.objects.count() == 1
