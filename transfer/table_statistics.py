"""Statistics of tables after an import of many articles."""

from django.db import connection

from transfer.report import ImportReport

MANY = 500  # articles


def update_statistics(report: ImportReport) -> None:
    """Let PostgreSQL read its tables anew, which autovacuum does a minute later.

    Without that, pages of a site that was empty before would take seconds.
    """
    if len(report.created) >= MANY and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
