"""Migrations of large tables do not keep readers waiting: see CONTRIBUTING.md."""

from django.db.migrations import AddField, CreateModel, RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.models import IntegerField

APPS = ("accounts", "articles", "desk", "media", "operations", "sync", "transfer")
SEPARATE = (
    "{} changes a table and its rows in one transaction. On PostgreSQL readers of the table would "
    "wait until the last row is changed: make two migrations of it."
)


def changes_rows_of_a_locked_table(operations):
    """Whether rows are changed beside a change of a table that was there before."""
    made = {each.name_lower for each in operations if isinstance(each, CreateModel)}
    tables = {getattr(each, "model_name_lower", "") for each in operations} - made - {""}
    return bool(tables) and any(isinstance(each, RunPython) for each in operations)


def test_no_migration_keeps_readers_waiting():
    loaded = MigrationLoader(None).disk_migrations
    replaced = {old for migration in loaded.values() for old in migration.replaces}
    for (app, name), migration in loaded.items():
        if app in APPS and not migration.replaces and (app, name) not in replaced:
            is_slow = changes_rows_of_a_locked_table(migration.operations)
            assert not is_slow, SEPARATE.format(f"{app}.{name}")


def test_the_rule_finds_what_it_forbids():
    add, fill = AddField("Article", "minutes", IntegerField(null=True)), RunPython(RunPython.noop)
    make = CreateModel("Article", [])
    assert changes_rows_of_a_locked_table([add, fill])
    assert not changes_rows_of_a_locked_table([add])
    assert not changes_rows_of_a_locked_table([fill])
    assert not changes_rows_of_a_locked_table([make, add, fill])
