"""Mails about reviews: who gets them, in which words, and that they never break a save."""

import smtplib

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from desk.models import Review
from desk.reviewing.commenting import add_comment, answer_comment
from desk.reviewing.requests import approve, approve_and_publish, ask_for_changes, ask_for_review
from operations.tasks import queue, running
from tests.desk.writing_helpers import draft_of
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
BOSS, AUTHOR = "ada@blog.example", "xiaoyun@blog.example"


@pytest.fixture(autouse=True)
def configured(settings, author, editor):
    settings.EMAIL_HOST, settings.SITE_URL = "mail.blog.example", "https://blog.example"
    settings.LANGUAGE_CODE = "en"
    for user, address in ((author, AUTHOR), (editor, BOSS)):
        user.email = address
        user.save()


@pytest.fixture
def mails(django_capture_on_commit_callbacks):
    """What a verb sends, once the transaction is committed."""

    def sent(verb, *arguments, count=1, **values):
        mail.outbox = []
        with django_capture_on_commit_callbacks(execute=True):
            verb(*arguments, **values)
        assert mail.outbox == []
        assert running.run_due() == count
        return mail.outbox

    return sent


@pytest.fixture
def ask(article, author):
    def verb(note="look"):
        return ask_for_review(article, revision=draft_of(article).head_id, by=author, note=note)

    return verb


def test_editors_are_told_that_a_review_is_asked_for(mails, ask, article):
    make_user("rival", email="rival@blog.example")
    make_user("left", group="editors", email="left@blog.example", is_active=False)
    make_user("silent", group="editors")
    [told] = mails(ask, "Please look at\nthe proof.")
    assert told.to == [BOSS]
    assert told.subject == "Ready for review: Diffusion"
    assert "Wang Xiaoyun asks for a review" in told.body
    assert "Please look at\nthe proof." in told.body
    assert f"https://blog.example/desk/articles/{article.pk}/review/" in told.body
    assert told.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("verb", "subject"),
    [
        (approve, "Approved: Diffusion"),
        (ask_for_changes, "Changes asked for: Diffusion"),
        (approve_and_publish, "Approved and published: Diffusion"),
    ],
)
def test_who_asked_is_told_the_answer(mails, review, editor, verb, subject):
    values = {"revision": review.revision_id, "by": editor, "words": "my words"}
    [told] = mails(verb, review, **values)
    assert (told.to, told.subject) == ([AUTHOR], subject)
    assert "my words" in told.body
    assert "Ada" not in told.body  # authors may not see other people


@pytest.mark.asks_a_database
def test_comments_are_told_to_the_author_and_to_who_wrote_before(mails, review, author, editor):
    head = draft_of(review.article).head
    [told] = mails(add_comment, head, 2, "Why?", by=editor)
    assert told.to == [AUTHOR]
    assert "> two" in told.body
    assert "#comment-" in told.body


def test_an_answer_is_told_to_who_commented(mails, review, author, editor):
    comment = add_comment(draft_of(review.article).head, 2, "Why?", by=editor)
    [told] = mails(answer_comment, comment, "Because.", by=author)
    assert (told.to, told.subject) == ([BOSS], "Comment on line 2: Diffusion")
    assert f"#comment-{comment.pk}" in told.body


def test_a_title_with_a_line_break_makes_no_other_header(mails, ask, article, writer):
    writer.autosave("one\n", title="Two\nBcc: x@blog.example")
    [told] = mails(ask)
    assert told.subject == "Ready for review: Two Bcc: x@blog.example"
    assert told.message()["Bcc"] is None


def test_mails_are_in_the_language_of_the_site(mails, ask, settings):
    settings.LANGUAGE_CODE = "zh-hans"
    [told] = mails(ask)
    assert told.subject == "待审：Diffusion"
    assert "《Diffusion》" in told.body


@pytest.mark.asks_a_database
def test_nothing_is_sent_of_what_was_not_committed(ask, committed):
    mail.outbox = []
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert not Review.objects.exists()
    assert mail.outbox == []


def test_nothing_is_sent_where_mail_is_not_configured(settings, mails, ask):
    settings.EMAIL_HOST = ""
    assert mails(ask, count=0) == []


def test_mail_that_the_server_refuses_is_sent_again(
    monkeypatch, ask, django_capture_on_commit_callbacks
):
    def refuse(self, fail_silently=False):
        raise smtplib.SMTPServerDisconnected("try later")

    with django_capture_on_commit_callbacks(execute=True):
        review = ask()
    assert Review.objects.open().get() == review
    with monkeypatch.context() as refusing:
        refusing.setattr("django.core.mail.EmailMessage.send", refuse)
        running.run_due()
    assert mail.outbox == []
    task = DBTaskResult.objects.get()
    assert "try later" in task.traceback
    queue.put_back(task, timezone.now())
    running.run_due()
    assert [each.to for each in mail.outbox] == [[BOSS]]
