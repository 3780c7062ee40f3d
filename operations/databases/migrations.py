"""The migrations that a database had or needs, as pairs of app and name.

A squashed migration replaces others, whose files stay for sites that had only some of them. Django
records all names: of both kinds on a new site, and after `migrate` on an older one.
"""

from collections.abc import Iterable, Set

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration

from operations.backup_error import BackupError
from operations.backups.manifest import NEWER

MigrationKey = tuple[str, str]


def require_known_migrations(applied: Iterable[Iterable[str]], sentence: str = NEWER) -> None:
    """Raise BackupError if this version of Longwave lacks one of them."""
    if not {(app, name) for app, name in applied} <= known_migrations():
        raise BackupError(sentence)


def known_migrations() -> set[MigrationKey]:
    """Also of those whose files are gone, because a squashed one replaced them."""
    known = migrations_on_disk()
    return {*known, *(node for migration in known.values() for node in migration.replaces)}


def migrate_empty(database: BaseDatabaseWrapper, applied: Iterable[Iterable[str]]) -> None:
    """Make the tables that a database had with these migrations."""
    executor_to(database, targets := latest_migrations(applied)).migrate(targets)


def executor_to(
    database: BaseDatabaseWrapper, targets: Iterable[MigrationKey]
) -> MigrationExecutor:
    executor = MigrationExecutor(database)
    if not executor.loader.graph.nodes.keys() >= {*targets}:
        executor.loader = MigrationLoader(database, replace_migrations=False)
    return executor


def latest_migrations(applied: Iterable[Iterable[str]]) -> list[MigrationKey]:
    """Of each app the last one, or those that none of the others follows."""
    known = migrations_on_disk()
    nodes = with_squashed({(app, name) for app, name in applied} & known.keys(), known)
    followed = {
        before for node in nodes for before in known[node].dependencies if before[0] == node[0]
    }
    return sorted(nodes - followed)


def with_squashed(
    applied: Set[MigrationKey], known: dict[MigrationKey, Migration]
) -> set[MigrationKey]:
    """Squashed ones instead of those that they replace; but none of them if a database had only
    some of the latter, since Django then runs the old ones of all apps."""
    replaced = {key: {*each.replaces} for key, each in known.items() if each.replaces}
    if any(old & applied and not old <= applied for old in replaced.values()):
        return {*applied} - replaced.keys()
    squashed = {key for key, old in replaced.items() if old <= applied}
    return {*applied, *squashed}.difference(*(replaced[key] for key in squashed))


def migrations_on_disk() -> dict[MigrationKey, Migration]:
    return MigrationLoader(None).disk_migrations or {}
