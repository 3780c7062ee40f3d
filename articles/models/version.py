"""The version of what readers can see."""

from django.db import connection, models


class SiteVersion(models.Model):
    """Raised by the database (articles/cache/triggers.py) in the transaction that changes a page.

    The version is the sum of all rows. PostgreSQL has as many as there ever were writers at the
    same time, so that nobody waits for somebody else's long import; SQLite has one.
    """

    slot = models.PositiveSmallIntegerField(primary_key=True)
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.number)

    @staticmethod
    def current() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(number) FROM articles_siteversion")
            return int(cursor.fetchone()[0] or 0)
