"""The place of an article in its series: its number, the other parts, and what is left to read."""

from dataclasses import dataclass

from articles.models import Article

MOST_LISTED = 12  # parts of a longer series are listed only around the article
AROUND = 3


@dataclass(frozen=True)
class SeriesPlace:
    """`parts` are the public articles of the series in order; a draft is not among them."""

    article: Article
    parts: list[Article]

    @property
    def number(self) -> int:
        """The first part is 1; 0 if the article is not public."""
        return self.parts.index(self.article) + 1 if self.article in self.parts else 0

    @property
    def previous(self) -> Article | None:
        return self.parts[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> Article | None:
        return next(iter(self.parts[self.number :]), None) if self.number else None

    @property
    def minutes(self) -> int:
        return sum_of_minutes(self.parts)

    @property
    def minutes_left(self) -> int:
        """What the parts after this one take."""
        return sum_of_minutes(self.parts[self.number :])

    @property
    def is_cut(self) -> bool:
        """Whether only the nearest parts are listed."""
        return len(self.parts) > MOST_LISTED

    @property
    def listed(self) -> list[tuple[int, Article]]:
        """Numbers and parts: all of them, or the nearest ones of a long series."""
        numbered = list(enumerate(self.parts, 1))
        if not self.is_cut:
            return numbered
        return numbered[max(0, self.number - 1 - AROUND) : max(self.number, 1) + AROUND]


def sum_of_minutes(articles: list[Article]) -> int:
    return sum(article.counts.get("minutes", 1) for article in articles)
