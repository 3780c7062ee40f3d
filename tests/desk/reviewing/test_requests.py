"""Asking for a review, withdrawing, and answering."""

import pytest

from articles.models import Article
from desk.models import Review, Revision
from desk.reviewing.requests import (
    approve,
    approve_and_publish,
    ask_for_changes,
    ask_for_review,
    withdraw_review,
)
from desk.writing.outcomes import Refused, Saved, Stale
from tests.desk.writing_helpers import Writer, body_of, draft_of

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def answer_of(review):
    found = Review.objects.get(pk=review.pk)
    return found.state, found.answer, found.answered_by, found.closed_at is not None


@pytest.mark.asks_a_database
def test_asking_again_ends_the_earlier_request_and_keeps_its_words(review, article, writer, editor):
    ask_for_changes(review, revision=review.revision_id, by=editor, words="a source is missing")
    head = writer.save("one\nsource\n").revision
    second = ask_for_review(article, revision=head.pk, by=writer.user, note="done")
    assert list(Review.objects.open()) == [second]
    assert answer_of(review) == ("changes", "a source is missing", editor, True)


def test_there_must_be_something_to_review(article, writer):
    writer.publish()
    asked = ask_for_review(article, revision=draft_of(article).head_id, by=writer.user)
    assert isinstance(asked, Refused)
    head = writer.save("a draft beside it\n").revision
    assert isinstance(ask_for_review(article, revision=head.pk, by=writer.user), Review)


def test_an_approval_is_of_one_text_and_no_later_one(review, writer, editor):
    approve(review, revision=review.revision_id, by=editor, words="good")
    approved = Review.objects.with_details().get(pk=review.pk)
    assert not approved.has_changed(draft_of(review.article).head)
    writer.save("one\nadded later\n")
    assert approved.has_changed(draft_of(review.article).head)
    writer.save("one\ntwo\n")
    assert not approved.has_changed(draft_of(review.article).head)
    assert Article.objects.get(pk=review.article_id).status == "draft"


@pytest.mark.asks_a_database
def test_approving_and_publishing_are_done_together(review, editor):
    outcome = approve_and_publish(review, revision=review.revision_id, by=editor, words="good")
    assert isinstance(outcome, Saved)
    assert Article.objects.get(pk=review.article_id).status == "published"
    assert answer_of(review) == ("approved", "good", editor, True)


def test_a_text_that_nobody_saw_is_neither_approved_nor_published(review, writer, editor):
    writer.autosave("one\nnobody saw this\n")
    outcome = approve_and_publish(review, revision=review.revision_id, by=editor)
    assert isinstance(outcome, Stale)
    assert answer_of(review) == ("waiting", "", None, False)
    assert body_of(review.article) == "one\ntwo\n"


def test_an_answer_that_comes_after_the_request_was_withdrawn_is_refused(review, editor):
    withdraw_review(review.article)
    assert isinstance(approve(review, revision=review.revision_id, by=editor), Refused)
    assert answer_of(review)[0] == "waiting"


def test_a_second_answer_keeps_the_first(review, editor, admin_user):
    ask_for_changes(review, revision=review.revision_id, by=editor, words="the first")
    first = Review.objects.open().get()
    approve(first, revision=review.revision_id, by=admin_user, words="the second")
    kept = Review.objects.get(answer="the first")
    assert (kept.state, kept.answered_by, kept.closed_at is None) == ("changes", editor, False)
    second = Review.objects.open().get()
    approve_and_publish(second, revision=review.revision_id, by=editor, words="the third")
    assert [r.answer for r in Review.objects.order_by("pk")] == [
        *("the first", "the second", "the third")
    ]
    assert not Review.objects.open().exists()


@pytest.mark.asks_a_database
def test_two_editors_who_answer_at_once_learn_of_each_other(review, editor, admin_user):
    ask_for_changes(review, revision=review.revision_id, by=editor, words="the first")
    review.state = Review.State.WAITING  # as the other one saw it
    late = approve(review, revision=review.revision_id, by=admin_user, words="too late")
    assert isinstance(late, Refused)
    assert Review.objects.open().get().answer == "the first"


def test_notes_and_answers_are_not_too_long(review, article, author, editor):
    long, revision = "x" * 10_001, review.revision_id
    asked = ask_for_review(article, revision=revision, by=author, note=long)
    answers = [
        verb(review, revision=revision, by=editor, words=long)
        for verb in (approve, ask_for_changes, approve_and_publish)
    ]
    assert all(isinstance(each, Refused) for each in (asked, *answers))
    assert Review.objects.open().get().is_waiting


def test_discarding_a_draft_withdraws_it(article, writer):
    writer.publish()
    head = writer.save("a draft beside it\n").revision
    ask_for_review(article, revision=head.pk, by=writer.user)
    writer.discard()
    assert not Review.objects.open().exists()


@pytest.mark.asks_a_database
def test_reviews_and_their_revisions_go_with_the_article(review, article, editor):
    article.move_to_trash(editor)
    Article.objects.delete_for_ever(article.pk)
    assert not Review.objects.exists()
    assert not Revision.objects.filter(article=article.pk).exists()


def test_a_merged_text_has_changed_since_it_was_approved(review, article, writer, editor):
    approve(review, revision=review.revision_id, by=editor)
    Writer(article, editor).save("one\ntwo\nthree\n")
    found = Review.objects.with_details().get(pk=review.pk)
    assert found.has_changed(draft_of(article).head)
