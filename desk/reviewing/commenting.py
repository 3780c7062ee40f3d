"""Comments on lines of a draft, which follow their line when the draft goes on."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import User
from desk.comparing.lines import moved_lines
from desk.models import Comment, Revision
from desk.models.line_comments import LONGEST_COMMENT
from desk.reviewing import notices
from desk.writing.outcomes import Refused


def add_comment(revision: Revision, line: int, text: str, *, by: User) -> Comment | Refused:
    """Comment on a line of the text of this revision, counted from 1."""
    lines = revision.text.text.removesuffix("\n").split("\n")
    if not 1 <= line <= len(lines):
        message = _("The text has the lines 1 to %(last)s. Choose one of them.")
        return Refused({"line": [message % {"last": len(lines)}]})
    place = {"article_id": revision.article_id, "revision": revision, "line": line}
    return store_comment(Comment(**place, quote=lines[line - 1], text=text, author=by))


def answer_comment(comment: Comment, text: str, *, by: User) -> Comment | Refused:
    """Answer a comment. A resolved one is open again."""
    place = {"article_id": comment.article_id, "revision_id": comment.revision_id}
    answer = Comment(**place, line=comment.line, parent=comment, text=text, author=by)
    stored = store_comment(answer)
    if comment.is_resolved and isinstance(stored, Comment):
        comment.set_resolved(None)
    return stored


def store_comment(comment: Comment) -> Comment | Refused:
    if not comment.text:
        return Refused({"text": [_("Write the comment first.")]})
    if problem := problem_of_length(comment.text):
        return Refused({"text": [problem]})
    with transaction.atomic():
        comment.save()
        notices.tell_of_comment(comment)
    return comment


def problem_of_length(text: str) -> str:
    """Why a comment, a note or an answer is too long; '' if it is not."""
    if len(text) <= LONGEST_COMMENT:
        return ""
    message = _("Write at most %(most)s characters; these are %(n)s.")
    return message % {"most": LONGEST_COMMENT, "n": len(text)}


@dataclass(frozen=True, slots=True)
class PlacedComments:
    """The comments on an article: by line of its newest text, on lines that are gone, resolved."""

    at_lines: dict[int, list[Comment]] = field(default_factory=lambda: defaultdict(list))
    elsewhere: list[Comment] = field(default_factory=list)
    resolved: list[Comment] = field(default_factory=list)

    def everything(self) -> Iterator[Comment]:
        yield from chain(*self.at_lines.values(), self.elsewhere, self.resolved)


def place_comments(head: Revision) -> PlacedComments:
    """Where the comments stand in the text of `head`. Three queries."""
    found = PlacedComments()
    threads = list(Comment.objects.threads_of(head.article_id))
    asked = {each.revision_id for each in threads if not each.is_resolved}
    revisions = Revision.objects.with_texts().in_bulk(asked)
    now = {pk: moved_lines(each.text.text, head.text.text) for pk, each in revisions.items()}
    for comment in threads:
        line = None if comment.is_resolved else now[comment.revision_id].get(comment.line)
        if comment.is_resolved:
            found.resolved.append(comment)
        elif line is None:
            found.elsewhere.append(comment)
        else:
            found.at_lines[line].append(comment)
    return found
