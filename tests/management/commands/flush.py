"""`flush`, which ends a test that commits: the tables are as the migrations left them.

Django's takes longer than most tests. It makes all permissions again, and no groups.
"""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.commands import flush
from django.db import connection, models, transaction
from django.utils import timezone

from accounts.models import AuditRetention, RoleGroup
from articles.models import SiteVersion

# Those that migrations fill, each after those that it refers to.
FILLED: tuple[type[models.Model], ...] = (
    *(ContentType, Permission, Group),
    Group.permissions.through,
    RoleGroup,
)
LAST: tuple[type[models.Model], ...] = (AuditRetention, SiteVersion)
migrated: list[list[tuple]] = []


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        with transaction.atomic():
            empty_tables()
            if rows() != migrated:
                restore_rows()


def empty_tables() -> None:
    """The version of the site last, because triggers raise it: without a row it begins anew, and
    no number is used by two tests."""
    models = {*apps.get_models(include_auto_created=True)} - {*FILLED, *LAST}
    # Entries of the audit log cannot be deleted otherwise.
    AuditRetention.objects.create(before=timezone.now() + timedelta(days=36_500))
    with connection.cursor() as cursor:
        for model in (*models, *LAST):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


def note_rows() -> None:
    """Call it before the first test."""
    migrated[:] = rows()


def rows() -> list[list[tuple]]:
    return [list(model.objects.order_by("pk").values_list()) for model in FILLED]


def restore_rows() -> None:
    for model in reversed(FILLED):
        model.objects.all().delete()
    for model, former in zip(FILLED, migrated, strict=True):
        model.objects.bulk_create(model(*row) for row in former)
