"""The tables of the search index. fulltext/ defines what they contain."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class LexemesField(models.TextField):
    """A `tsvector` in PostgreSQL; words separated by spaces in SQLite."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)


class SearchEntry(models.Model):
    """The indexed texts of an article. fulltext/documents.py makes the id of its date."""

    id = models.BigAutoField(primary_key=True)
    article = models.OneToOneField("articles.Article", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=32)
    plain = models.TextField()
    lexemes = LexemesField()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.digest}"


class SearchWord(models.Model):
    """A word of some article, published or not, for spelling suggestions."""

    word = models.CharField(max_length=32, primary_key=True)

    def __str__(self) -> str:
        return self.word
