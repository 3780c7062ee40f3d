"""The pages of a review: who asks and answers, and that no word is lost."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from articles.models import Article
from desk.models import Comment, Review, Revision
from desk.pages import review_lines
from desk.reviewing.commenting import add_comment, answer_comment
from tests.desk.writing_helpers import Writer, body_of, draft_of
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def address(article):
    return reverse("desk_review", args=[article.pk])


def send(client, article, verb, **values):
    sent = {"do": verb, "revision": draft_of(article).head_id, **values}
    return client.post(address(article), sent)


@pytest.fixture
def review(article, writer, author, editor):
    """Of a draft beside what readers see."""
    head = writer.save("readers see this\nand not this\n").revision
    return Review.objects.create(article=article, revision=head, asked_by=author)


@pytest.fixture
def comment(review, editor):
    return add_comment(draft_of(review.article).head, 2, "Why not?", by=editor)


def test_asking_on_the_form_saves_the_text_first(signed_in, article, editor):
    sent = {"title": "T", "body": "ready", "base": draft_of(article).head_id, "note": "look"}
    response = signed_in.post(reverse("desk_article", args=[article.pk]), {**sent, "do": "review"})
    review = Review.objects.open().get(article=article)
    assert (review.revision.content.body, review.note) == ("ready", "look")
    assert "Ready for review" in signed_in.get(response.url).text
    assert body_of(article) == "readers see this\n"


def test_nobody_is_asked_where_nobody_else_can_answer(signed_in, article, writer, db):
    writer.save("a draft\n")
    form = reverse("desk_article", args=[article.pk])
    assert 'value="review"' not in signed_in.get(form).text
    make_user("ada", group="editors")
    assert 'value="review"' in signed_in.get(form).text


def test_a_request_is_withdrawn(signed_in, review):
    send(signed_in, review.article, "withdraw")
    assert not Review.objects.open().exists()


def test_nobody_approves_their_own_text(review, article, editor, editors_browser):
    Review.objects.update(asked_by=editor)
    for verb in ("approve", "changes", "publish"):
        assert send(editors_browser, article, verb).status_code == 403
    assert 'value="approve"' not in editors_browser.get(address(article)).text
    assert Review.objects.get().is_waiting


def test_authors_answer_no_request(signed_in, review, author):
    Review.objects.update(asked_by=None)
    for verb in ("approve", "changes", "publish"):
        assert send(signed_in, review.article, verb).status_code == 403


def test_who_may_not_publish_approves_and_publishes_nothing(review, article, editor):
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename="publish_articles"))
    client = Client()
    client.force_login(editor)
    assert send(client, article, "publish").status_code == 403
    send(client, article, "approve", answer="good")
    assert Review.objects.open().get().is_approved
    assert body_of(article) == "readers see this\n"


def test_approving_and_publishing_shows_readers_the_text(editors_browser, review, article):
    send(editors_browser, article, "publish", answer="good")
    assert body_of(article) == "readers see this\nand not this\n"
    assert not Review.objects.open().exists()


def test_an_editor_sees_the_newest_text_before_it_is_published(editors_browser, review, writer):
    old = draft_of(review.article).head_id
    writer.save("readers see this\nwritten meanwhile\n")
    response = send(editors_browser, review.article, "publish", revision=old, answer="my words")
    assert response.status_code == 409
    assert "written meanwhile" in response.text
    assert "my words" in response.text
    assert body_of(review.article) == "readers see this\n"


def test_an_answer_is_shown_to_the_author(signed_in, editors_browser, review, article):
    send(editors_browser, article, "changes", answer="A source & a date.")
    text = signed_in.get(address(article)).text
    assert "Changes asked for" in text
    assert escape("A source & a date.") in text
    assert "Changes asked for" in signed_in.get(reverse("desk_article", args=[article.pk])).text


def test_earlier_words_stay_on_the_page(signed_in, editors_browser, review, article):
    send(editors_browser, article, "changes", answer="A source is missing.")
    send(signed_in, article, "ask", note="It is there now.")
    send(editors_browser, article, "changes", answer="And a date.")
    text = signed_in.get(address(article)).text
    assert "1 earlier request" in text
    for words in ("A source is missing.", "It is there now.", "And a date."):
        assert words in text


def test_a_note_that_cannot_be_sent_is_shown_again(signed_in, article, editor):
    head = draft_of(article).head
    sent = {"title": head.title, "body": head.content.body, "base": head.pk, "note": "my note"}
    form = reverse("desk_article", args=[article.pk])
    text = signed_in.post(form, {**sent, "do": "review"}, follow=True).text
    assert "There is nothing to review" in text
    assert "my note" in text
    stale = {**sent, "body": "mine", "base": head.pk, "do": "review"}
    Writer(article, editor).save("theirs\n")
    response = signed_in.post(form, stale)
    assert response.status_code == 409
    assert "my note" in response.text


def test_an_approval_says_when_the_text_has_changed(signed_in, editors_browser, review, writer):
    form = reverse("desk_article", args=[review.article_id])
    send(editors_browser, review.article, "approve")
    assert "changed since" not in signed_in.get(form).text.lower()
    writer.save("readers see this\nafter the approval\n")
    for path in (form, address(review.article), reverse("desk_reviews")):
        assert "changed since" in signed_in.get(path).text.lower()


def test_comments_are_answered_and_resolved(signed_in, editors_browser, comment, article):
    send(signed_in, article, "answer", comment=comment.pk, text="Because.")
    text = editors_browser.get(address(article)).text
    assert text.index("Why not?") < text.index("Because.")
    # What was typed is kept, also if another button is pressed.
    send(editors_browser, article, "resolve", comment=comment.pk, text="I see.")
    assert Comment.objects.get(pk=comment.pk).is_resolved
    assert Comment.objects.filter(text="I see.").exists()
    send(signed_in, article, "reopen", comment=comment.pk)
    assert not Comment.objects.get(pk=comment.pk).is_resolved


def test_a_comment_names_the_line_that_was_shown(editors_browser, review, writer, article):
    shown = draft_of(article).head_id
    writer.save("a new line\nreaders see this\nand not this\n")
    send(editors_browser, article, "comment", revision=shown, line="2", text="x < y")
    text = editors_browser.get(address(article)).text
    line = text.index('id="L3"')
    assert text.index("and not this", line) < text.index("x &lt; y", line)


def test_what_cannot_be_stored_is_shown_again(editors_browser, review, article):
    response = send(editors_browser, article, "comment", line="99", text="words of mine")
    assert response.status_code == 400
    assert "words of mine" in response.text
    assert "lines 1 to 2" in response.text


def test_a_comment_that_is_sent_after_signing_out_is_not_lost(editors_browser, review, article):
    editors_browser.logout()
    sent = {"line": "1", "text": "words of mine", "do": "comment"}
    response = editors_browser.post(address(article), sent)
    assert response.status_code == 403
    assert "words of mine" in response.text


def test_comments_of_other_articles_are_out_of_reach(signed_in, comment, author):
    mine = make_article(author=author)
    for verb in ("answer", "resolve"):
        assert send(signed_in, mine, verb, comment=comment.pk, text="x").status_code == 404
    assert Comment.objects.count() == 1


def test_the_page_shows_what_readers_do_not_see(editors_browser, review, article, writer):
    writer.save("changed & new\n", title="Another title")
    text = editors_browser.get(address(article)).text
    assert "<ins>Another title</ins>" in text
    assert "<del>readers see this</del>" in text
    assert "<ins>changed &amp; new</ins>" in text


def test_authors_learn_no_name_of_others(signed_in, review, comment, editors_browser, article):
    send(editors_browser, article, "changes", answer="no")
    text = signed_in.get(address(article)).text
    assert "Ada Lovelace" not in text
    assert "Somebody else" in text


def test_long_texts_are_shown_in_parts(monkeypatch, signed_in, article, writer):
    monkeypatch.setattr(review_lines, "PER_PART", 10)
    writer.save("".join(f"line {n}\n" for n in range(1, 26)))
    first = signed_in.get(address(article)).text
    assert (">line 10<" in first, ">line 11<" in first) == (True, False)
    text = signed_in.get(address(article) + "?line=25").text
    assert (">line 20<" in text, 'id="L25"' in text) == (False, True)
    assert 'id="L11"' in signed_in.get(address(article) + "?part=2").text
    assert signed_in.get(address(article) + "?part=99&line=x").status_code == 200


def test_the_list_shows_what_waits_in_constant_queries(
    editors_browser, review, comment, author, django_assert_num_queries
):
    with django_assert_num_queries(11):
        text = editors_browser.get(reverse("desk_reviews")).text
    assert "1 open comment" in text
    assert "Wang Xiaoyun" in text
    for n in range(3):
        other = make_article(author=author, status="draft", title=f"Draft {n}")
        head = draft_of(other).head
        Review.objects.create(article=other, revision=head, asked_by=author)
        add_comment(head, 1, "?", by=author)
    with django_assert_num_queries(11):
        assert "Draft 2" in editors_browser.get(reverse("desk_reviews")).text


def test_queries_of_the_page_do_not_grow(
    editors_browser, review, comment, writer, django_assert_num_queries
):
    answer_comment(comment, "Because.", by=writer.user)
    queries = 14
    with django_assert_num_queries(queries):
        editors_browser.get(address(review.article))
    for n in range(4):
        head = writer.save(f"readers see this\nversion {n}\n").revision
        add_comment(head, 2, "again?", by=writer.user)
    with django_assert_num_queries(queries):
        editors_browser.get(address(review.article))


def test_an_article_that_diverged_from_its_draft_is_merged_first(editors_browser, article, author):
    writer = Writer(article, author)
    head = writer.save("the draft\n").revision
    Review.objects.create(article=article, revision=head, asked_by=author)
    live = Article.objects.get(pk=article.pk)
    live.body = "written in the admin\n"
    live.save()
    response = send(editors_browser, article, "publish")
    assert response.status_code == 409
    assert 'name="place-1"' in response.text
    assert Revision.objects.of(article).filter(kind="published").count() == 2
