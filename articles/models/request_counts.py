"""How often a client has asked, counted by all machines of a site."""

from django.db import connection, models

COUNT = """
INSERT INTO articles_requestcount AS kept (key, until, number) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET until = excluded.until,
number = CASE WHEN kept.until = excluded.until THEN kept.number + 1 ELSE 1 END
RETURNING number
"""


class RequestCount(models.Model):
    """Requests of a client in a span of time that ends at `until`.

    Rows are written on PostgreSQL only, where the table is unlogged: a request does not wait for
    the disk, and a crash forgets the counts.
    """

    key = models.CharField(max_length=32, primary_key=True)  # a digest
    until = models.BigIntegerField(db_index=True)  # seconds since 1970
    number = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number}"

    @classmethod
    def count(cls, key: str, until: int, now: int) -> int:
        """Count one request. Return how many there were in the span that ends at `until`."""
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [key, until])
            number = int(cursor.fetchone()[0])
        if number == 1:
            cls.objects.filter(until__lte=now).delete()
        return number
