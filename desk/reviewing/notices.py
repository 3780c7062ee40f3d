"""Mails that tell editors and authors how a review goes on.

They are in the language of the site, since users have no language of their own, and are written and
sent after the commit. None is sent unless mail is configured.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from articles import access
from articles.models import User
from blog.mail_sending import AUTOMATIC, send_in_background
from desk.models import Comment, Draft, Review

# By the state of the review: subject and sentence.
TEXTS = {
    Review.State.WAITING: (
        _("Ready for review: %(title)s"),
        _("%(who)s asks for a review of “%(title)s”."),
    ),
    Review.State.APPROVED: (_("Approved: %(title)s"), _("“%(title)s” is approved.")),
    Review.State.CHANGES: (
        _("Changes asked for: %(title)s"),
        _("%(who)s asks for changes in “%(title)s”."),
    ),
}
PUBLISHED_TEXTS = (
    _("Approved and published: %(title)s"),
    _("“%(title)s” is approved and published."),
)
COMMENT_TEXTS = (
    _("Comment on line %(line)s: %(title)s"),
    _("%(who)s commented on line %(line)s of “%(title)s”."),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened to the draft of an article. The texts can name `who`, `title` and `line`."""

    texts: tuple[Any, Any]
    article: int
    by: User | None
    words: str
    comment: Comment | None = None

    def send_later(self, people: Callable[[], Iterable[User]]) -> None:
        """After the commit, send it to those people who may see the article, but not to `by`."""
        if settings.EMAIL_HOST:
            # Django names the function in the log if it fails, and a partial has no name.
            transaction.on_commit(lambda: self.send(people), robust=True)

    def send(self, people: Callable[[], Iterable[User]]) -> None:
        draft = Draft.objects.select_related("head", "article").get(pk=self.article)
        with override(settings.LANGUAGE_CODE):
            for user in people():
                if self.is_for(user, draft):
                    send_in_background(self.mail_to(user, draft))

    def is_for(self, user: User, draft: Draft) -> bool:
        reads_mail = user.is_active and user.is_staff and user.email
        return bool(reads_mail and user != self.by and access.may_see(user, draft.article))

    def mail_to(self, user: User, draft: Draft) -> EmailMessage:
        named = {
            "who": (access.name_for(user, self.by) if self.by else "") or gettext("somebody else"),
            "title": draft.head.title or gettext("No title yet"),
            "line": self.comment.line if self.comment else "",
        }
        subject, sentence = (str(text) % named for text in self.texts)
        parts = filter(None, [sentence, self.words, self.address])
        # A line break would begin another header.
        one_line = " ".join(subject.split())
        text = "\n\n".join(parts) + "\n"
        return EmailMessage(one_line, text, to=[user.email], headers=AUTOMATIC)

    @property
    def address(self) -> str:
        path = reverse("desk_review", args=[self.article])
        return f"{settings.SITE_URL}{path}{self.comment.anchor if self.comment else ''}"


def tell_of_request(review: Review, by: User) -> None:
    """Tell the editors that the user asks for a review."""
    notice = Notice(TEXTS[Review.State.WAITING], review.article_id, by, review.note)
    notice.send_later(lambda: access.reviewers_for(by))


def tell_of_answer(review: Review) -> None:
    """Tell who asked."""
    texts = PUBLISHED_TEXTS if review.closed_at else TEXTS[Review.State(review.state)]
    notice = Notice(texts, review.article_id, review.answered_by, review.answer)
    notice.send_later(lambda: filter(None, [review.asked_by]))


def tell_of_comment(comment: Comment) -> None:
    """Tell the author, who asked for the review, and who wrote in the same thread."""
    words = f"> {comment.quote}\n\n{comment.text}" if comment.quote else comment.text
    notice = Notice(COMMENT_TEXTS, comment.article_id, comment.author, words, comment)
    notice.send_later(partial(people_of_comment, comment))


def people_of_comment(comment: Comment) -> Iterable[User]:
    people = {comment.article.author_id}
    asked = Review.objects.open().filter(article=comment.article_id)
    people.update(asked.values_list("asked_by", flat=True))
    people.update(Comment.objects.thread_of(comment).values_list("author", flat=True))
    return User.objects.filter(pk__in=people - {None})
