"""The version of the site: a counter of the changes that readers can see."""

from django.db import connection, models


class SiteVersion(models.Model):
    """Triggers (articles/cache/triggers.py) increment it in the transaction that changes a page.

    The version is the sum of all rows. In PostgreSQL concurrent transactions use different rows,
    so that none waits for a long import to commit. SQLite has one row.
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
