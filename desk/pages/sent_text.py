"""The text that the writing form sends."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from articles.models import Article
from articles.models.base import UNWANTED
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
    that a text that is sent twice begins one article.
    """

    title: str
    body: str
    base: int
    uid: UUID | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> "SentText":
        sent = request.POST
        body = clean_text(sent.get("body", ""))
        base, uid = id_of(sent.get("base", "")), uid_of(sent.get("uid", ""))
        return cls(clean_line(sent.get("title", "")), body, base, uid)

    def content(self, article: Article, draft: Draft) -> Content:
        """The sent text, with everything else as it was when the form was opened."""
        seen = Revision.objects.of(article).with_texts().filter(pk=self.base).first()
        return (seen or draft.head).content.changed(title=self.title, body=self.body)

    def problems(self) -> list[str]:
        """Why it cannot become a new article. It needs no title yet."""
        try:
            Article._meta.get_field("title").run_validators(self.title)
        except ValidationError as error:
            return error.messages
        return []
