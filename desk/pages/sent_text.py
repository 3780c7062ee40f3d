"""What the writing form sends: title, text and details."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from articles import access
from articles.models import Article, User
from articles.models.base import UNWANTED
from desk.details.form import SENT, DetailsForm
from desk.models import Draft, Revision
from desk.models.content import Content
from rendering.line_ends import with_unix_lines

LONGEST_ID = 18  # digits that the database knows


def id_of(value: str) -> int:
    """The number that a form or an address sent; 0 if it is none."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= LONGEST_ID else 0


def uid_of(value: str) -> UUID | None:
    """The UUID that a form sent; None if it is none."""
    try:
        return UUID(value)
    except ValueError:
        return None


def clean_line(text: str) -> str:
    """A title or a name: single spaces, and no control characters."""
    return UNWANTED.sub("", " ".join(text.split())).strip()


def clean_text(text: str) -> str:
    """Browsers end lines in two characters, and the history in one.

    Control characters come with pasted text. PostgreSQL does not take all of them.
    """
    return with_unix_lines(UNWANTED.sub("", text))


def text_in(request: HttpRequest, name: str) -> str:
    """What was written into a field."""
    return clean_text(request.POST.get(name, "")).strip()


@dataclass(frozen=True, slots=True)
class SentText:
    """`base` is the id of the revision that the form showed.

    `uid` is that of the article which a form for a new one begins: it was chosen with the form, so
    that a text that is sent twice begins one article. `details` is None if only title and text were
    sent.
    """

    title: str
    body: str
    base: int
    by: User
    uid: UUID | None = None
    details: QueryDict | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> "SentText":
        sent = request.POST
        return cls(
            title=clean_line(sent.get("title", "")),
            body=clean_text(sent.get("body", "")),
            base=id_of(sent.get("base", "")),
            by=access.signed_in_user(request),
            uid=uid_of(sent.get("uid", "")),
            details=sent if SENT in sent else None,
        )

    def problems(self) -> list[str]:
        """Why it cannot become a new article. It needs no title yet."""
        try:
            Article._meta.get_field("title").run_validators(self.title)
        except ValidationError as error:
            return error.messages
        return []


class SentForm:
    """What was sent for an article, compared with what the form showed."""

    def __init__(self, sent: SentText, article: Article, draft: Draft) -> None:
        self.sent, self.article, self.draft = sent, article, draft
        self.base = sent.base

    @cached_property
    def content(self) -> Content:
        """The sent text, with everything else as it was when the form was opened.

        So is a detail that is wrong.
        """
        changes = self.details.changes() if self.sent.details is not None else {}
        return self.seen.changed(title=self.sent.title, body=self.sent.body, **changes)

    @cached_property
    def details(self) -> DetailsForm:
        return DetailsForm(
            self.sent.details, seen=self.seen, user=self.sent.by, article=self.article
        )

    @cached_property
    def seen(self) -> Content:
        if self.base == self.draft.head_id:
            return self.draft.head.content
        known = Revision.objects.of(self.article).with_texts()
        found = known.filter(pk=self.base).first() or self.draft.head
        return found.content

    @property
    def problems(self) -> dict[str, str]:
        """Details that were not taken over, by the name of the field, and why."""
        return self.details.problems
