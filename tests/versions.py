"""The version of the site within the transaction of a test."""

from django.db import connection

from articles.models import SiteVersion


def site_version() -> int:
    """Return the version, and let the next write raise it within the same transaction.

    The triggers of PostgreSQL raise it once per transaction, and a test is one transaction.
    """
    version = SiteVersion.current()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('longwave.raised', '', true)")
    return version
