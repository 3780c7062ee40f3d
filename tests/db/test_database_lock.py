"""One process at a time prepares the database, also where PgBouncer keeps no sessions."""

import pytest
from django.db import connection

from blog.database_lock import KEY, preparing_database


def is_free():
    """Whether another transaction could have the lock, which this question gives back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
        found = cursor.fetchone()[0]
        if found:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
    return found


def test_others_wait_until_the_outermost_block_ends(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one machine, and its own lock")
    with preparing_database():
        with preparing_database():
            assert not is_free()
        assert not is_free()
    assert is_free()
