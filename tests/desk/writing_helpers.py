"""A person at the desk, for tests: what they saw last, and what they send."""

from typing import Any

from articles.models import Article, User
from desk.models import Draft, Revision
from desk.models.content import Content
from desk.writing import publishing, saving
from desk.writing.outcomes import Saved


def draft_of(article: Article) -> Draft:
    return Draft.objects.with_revisions().get(pk=article.pk)


def body_of(article: Article) -> str:
    """The text of its row."""
    return str(Article.objects.get(pk=article.pk).body)


def all_texts(article: Article) -> list[str]:
    """The texts of the history, the oldest first."""
    return [r.text.text for r in Revision.objects.of(article).with_texts().reverse()]


class Writer:
    """Somebody with the article open in a browser."""

    def __init__(self, article: Article, user: User) -> None:
        self.article, self.user = article, user
        self.open()

    def open(self) -> None:
        head = draft_of(self.article).head
        self.base, self.content = head.pk, head.content

    def type(self, body: str, **values: Any) -> Content:
        self.content = self.content.changed(body=body, **values)
        return self.content

    def seen(self, outcome: Any) -> Any:
        if isinstance(outcome, Saved):
            self.base = outcome.revision.pk
        return outcome

    def autosave(self, body: str, **values: Any) -> Any:
        content = self.type(body, **values)
        return self.seen(saving.autosave(self.article, content, base=self.base, by=self.user))

    def save(self, body: str, **values: Any) -> Any:
        content = self.type(body, **values)
        return self.seen(saving.save_draft(self.article, content, base=self.base, by=self.user))

    def publish(self) -> Any:
        return self.seen(publishing.publish_changes(self.article, base=self.base, by=self.user))

    def restore(self, revision: Revision) -> Any:
        return self.seen(saving.restore(revision, base=self.base, by=self.user))

    def discard(self, *, ends_plan: bool = True) -> Any:
        discarded = saving.discard_draft(self.article, base=self.base, ends_plan=ends_plan)
        return self.seen(discarded)
