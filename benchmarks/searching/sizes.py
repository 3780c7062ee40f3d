"""Sizes of the texts and of the search index in MiB."""

from django.db import connection

TEXT = ("headings", "prose", "code")
STORED = ("plain", "lexemes")


def text() -> float:
    return asked(f"SELECT SUM({lengths(TEXT)}) FROM articles_article")


def index() -> float:
    """The size of the index; in SQLite without unused space in pages."""
    if connection.vendor == "postgresql":
        return asked("SELECT pg_total_relation_size('articles_searchentry')")
    lexemes = asked("SELECT SUM(length(block)) FROM articles_searchlexemes_data")
    return lexemes + asked(f"SELECT SUM({lengths(STORED)}) FROM articles_searchentry")


def lengths(columns: tuple[str, ...]) -> str:
    """The lengths of the texts in bytes."""
    if connection.vendor == "postgresql":
        return " + ".join(f"octet_length({name})" for name in columns)
    return " + ".join(f"length(CAST({name} AS BLOB))" for name in columns)


def asked(sql: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0]) / 2**20
