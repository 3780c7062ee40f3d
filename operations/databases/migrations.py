"""The migrations that the database of a backup had, as pairs of app and name."""

from collections.abc import Iterable

from django.db.migrations.loader import MigrationLoader

from operations.backup_error import BackupError
from operations.backups.manifest import NEWER

MigrationKey = tuple[str, str]


def require_known_migrations(applied: Iterable[Iterable[str]], sentence: str = NEWER) -> None:
    """Raise BackupError if this version of Longwave lacks one of them."""
    known = MigrationLoader(None).disk_migrations
    replaced = {node for migration in known.values() for node in migration.replaces}
    if not {(app, name) for app, name in applied} <= {*known, *replaced}:
        raise BackupError(sentence)


def latest_migrations(applied: Iterable[Iterable[str]]) -> list[MigrationKey]:
    known = MigrationLoader(None).disk_migrations
    nodes = {(app, name) for app, name in applied} & known.keys()
    followed = {
        before for node in nodes for before in known[node].dependencies if before[0] == node[0]
    }
    return sorted(nodes - followed)
