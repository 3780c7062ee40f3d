"""The version of the site, as one test sees it within its one transaction."""

from django.db import connection

from articles.models import SiteVersion


def site_version() -> int:
    """The version; what is written next raises it, though the transaction goes on.

    PostgreSQL raises it once a transaction, and a test is one.
    """
    version = SiteVersion.current()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('longwave.raised', '', true)")
    return version
