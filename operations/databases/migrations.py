"""Which form a database had: its migrations, as [app, name]."""

from collections.abc import Iterable

from django.db.migrations.loader import MigrationLoader

from operations.manifest import NEWER
from operations.refusal import Refusal

Node = tuple[str, str]


def refuse_unknown(applied: Iterable[Iterable[str]]) -> None:
    """Refusal where this version of Longwave lacks one of them."""
    known = MigrationLoader(None).disk_migrations
    replaced = {node for migration in known.values() for node in migration.replaces}
    if not {(app, name) for app, name in applied} <= {*known, *replaced}:
        raise Refusal(NEWER)


def last_of_each_app(applied: Iterable[Iterable[str]]) -> list[Node]:
    known = MigrationLoader(None).disk_migrations
    nodes = {(app, name) for app, name in applied} & known.keys()
    followed = {
        before for node in nodes for before in known[node].dependencies if before[0] == node[0]
    }
    return sorted(nodes - followed)
