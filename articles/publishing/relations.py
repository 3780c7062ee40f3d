"""The tables of related articles: terms, the keywords of articles, relations, and links."""

from typing import ClassVar

from django.db import models

from fulltext.tokens import LONGEST


class Term(models.Model):
    """A word or a pair of Chinese characters; '' counts all articles."""

    text = models.CharField(max_length=LONGEST, unique=True)
    articles = models.PositiveIntegerField(
        default=0, help_text="How many had it when they were first related."
    )

    def __str__(self) -> str:
        return self.text


class Keyword(models.Model):
    """A coordinate of the tf-idf vector of an article. The vector has length 1."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="keywords"
    )
    term = models.ForeignKey(
        Term, on_delete=models.CASCADE, related_name="keywords", db_index=False
    )
    weight = models.FloatField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["term", "article", "weight"], name="keyword_articles")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.term} {self.weight:.3f}"


class Relation(models.Model):
    """Two related articles; `score` is the cosine of their vectors."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="relations", db_index=False
    )
    other = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "other"], name="one_relation_each")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.other_id} {self.score:.3f}"


class ArticleLink(models.Model):
    """The text of an article links to the article with a slug, first in a section.

    The slug may be of an article that does not exist yet, as during an import.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    slug = models.CharField(max_length=200, db_index=True)
    section = models.CharField(max_length=200, blank=True, help_text="The title of its heading.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "slug"], name="one_link_each")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.slug}"
