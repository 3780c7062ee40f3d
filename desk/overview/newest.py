"""What appeared last."""

from dataclasses import dataclass

from articles import access
from articles.models import Article, User
from articles.models.querysets import NEWEST_FIRST

LISTED = 5
SHOWN = ("title", "language", "published_at", "strip")


@dataclass(frozen=True, slots=True)
class NewestArticles:
    """The articles that appeared last, and the number of all that readers find in lists."""

    articles: list[Article]
    total: int

    @classmethod
    def of(cls, user: User) -> "NewestArticles":
        """Of the articles that the user may see. Two queries."""
        public = access.visible_objects(user, Article.objects.published())
        return cls(list(public.only(*SHOWN).order_by(*NEWEST_FIRST)[:LISTED]), public.count())
