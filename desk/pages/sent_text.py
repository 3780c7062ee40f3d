"""The text that the writing form sends."""

from dataclasses import dataclass

from django.http import HttpRequest

from articles.models import Article
from desk.models import Draft, Revision
from desk.models.content import Content

LONGEST_ID = 18  # digits that the database knows


def id_of(value: str) -> int:
    """The number that a form or an address sent; 0 if it is none."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= LONGEST_ID else 0


@dataclass(frozen=True, slots=True)
class SentText:
    """`base` is the id of the revision that the form showed."""

    title: str
    body: str
    base: int

    @classmethod
    def of(cls, request: HttpRequest) -> "SentText":
        """Browsers end lines in two characters, and the history in one."""
        sent = request.POST
        title, body = sent.get("title", ""), sent.get("body", "")
        return cls(" ".join(title.split()), body.replace("\r\n", "\n"), id_of(sent.get("base", "")))

    def content(self, article: Article, draft: Draft) -> Content:
        """The sent text, with everything else as it was when the form was opened."""
        seen = Revision.objects.of(article).with_texts().filter(pk=self.base).first()
        return (seen or draft.head).content.changed(title=self.title, body=self.body)
