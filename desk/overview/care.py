"""What needs care: articles with warnings and broken links."""

from dataclasses import dataclass

from articles import access
from articles.models import Article, User

LISTED = 6
SHOWN = ("title", "language", "counts")


@dataclass(frozen=True, slots=True)
class ArticleToMend:
    article: Article
    warnings: int

    @property
    def broken_links(self) -> int:
        return int(self.article.counts.get("broken", 0))


@dataclass(frozen=True, slots=True)
class Care:
    """The articles that changed last of those with warnings, and the number of all."""

    articles: list[ArticleToMend]
    total: int

    @classmethod
    def of(cls, user: User) -> "Care":
        """Of the articles that the user may see. Two queries."""
        warned = access.visible_objects(user, Article.objects.with_warnings())
        newest = warned.only(*SHOWN).order_by("-updated_at", "-pk")[:LISTED]
        return cls([ArticleToMend(each, each.warning_count) for each in newest], warned.count())
