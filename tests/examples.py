"""How many examples of Hypothesis a test tries that takes long for each of them."""

from django.db import connection


def examples(number: int) -> int:
    """Fewer on PostgreSQL: what it does in another way than SQLite shows in each of them."""
    return number if connection.vendor == "sqlite" else -(-number // 4)
