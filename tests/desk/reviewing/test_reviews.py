"""Reviews: who waits for whom, what ends them, and that nothing of them is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from desk.models import Comment, Review, Revision
from desk.writing.thinning import thin_autosaves
from tests.desk.writing_helpers import draft_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def waiting(user):
    return [each.article_id for each in Review.objects.waiting_for(user)]


def test_what_is_asked_waits_for_editors(review, article, author, editor):
    assert (waiting(editor), waiting(author)) == ([article.pk], [])
    assert waiting(make_user("rival")) == []
    assert list(Review.objects.visible_to(author)) == [review]


def test_what_is_to_be_changed_waits_for_the_author(review, article, author, editor):
    review.give_answer(Review.State.CHANGES, review.revision_id, editor, "no")
    assert (waiting(editor), waiting(author)) == ([], [article.pk])


def test_what_is_approved_waits_for_who_may_publish(review, article, author, editor):
    without = make_user("writer", group="authors")
    without.groups.clear()
    review.give_answer(Review.State.APPROVED, review.revision_id, editor, "")
    assert (waiting(editor), waiting(author), waiting(without)) == ([article.pk], [article.pk], [])


def test_an_article_in_the_trash_waits_for_nobody_until_it_is_back(review, article, editor):
    article.move_to_trash(editor)
    assert waiting(editor) == []
    article.restore_from_trash(editor)
    assert waiting(editor) == [article.pk]


@pytest.mark.parametrize("way", ["desk", "admin", "all at once"])
def test_publishing_in_any_way_ends_the_review(review, article, writer, way):
    if way == "desk":
        writer.publish()
    elif way == "admin":
        article.status = Article.Status.PUBLISHED
        article.save()
    else:
        Article.objects.filter(pk=article.pk).publish()
    assert not Review.objects.open().exists()


def test_saving_and_correcting_what_readers_see_do_not_end_it(article, writer, author):
    writer.publish()
    writer.save("one\n2\n")
    Review.objects.create(article=article, revision=draft_of(article).head, asked_by=author)
    writer.save("one\n3\n")
    corrected = Article.objects.get(pk=article.pk)
    corrected.title = "Corrected in the admin"
    corrected.save()
    assert Review.objects.open().count() == 1


def test_revisions_that_somebody_reviewed_are_not_thinned_out(article, writer, author):
    texts = [writer.autosave(f"{n}\n").revision.pk for n in range(6)]
    Revision.objects.update(created_at=timezone.now() - timedelta(days=20))
    review = {"revision_id": texts[0], "answered_revision_id": texts[1]}
    Review.objects.create(article=article, asked_by=author, **review)
    Comment.objects.create(article=article, revision_id=texts[2], line=1, text="why?")
    thin_autosaves()
    kept = Revision.objects.filter(pk__in=texts).order_by("pk").values_list("pk", flat=True)
    assert [texts.index(pk) for pk in kept] == [0, 1, 2, 4, 5]
