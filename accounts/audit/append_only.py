"""Triggers by which both databases refuse to change or delete entries of the audit log.

Entries that are older than the time of a row of `AuditRetention` may be deleted. Only retention.py
writes that row, and removes it in the same transaction. `manage.py migrate` installs the triggers.
"""

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from blog.database_triggers import TriggerGroup

PREFIX = "audit_append_only_"
REFUSAL = "Entries of the audit log cannot be changed or deleted."

SQLITE = (
    "CREATE TRIGGER {{name}} BEFORE UPDATE ON {entries} "
    "BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    "CREATE TRIGGER {{name}} BEFORE DELETE ON {entries} "
    "WHEN NOT EXISTS (SELECT 1 FROM {retention} WHERE before > OLD.at) "
    "BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
)
FUNCTIONS = """
CREATE OR REPLACE FUNCTION {prefix}refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM {retention} WHERE before > OLD.at) THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION '{refusal}';
END $$;
"""
POSTGRESQL = (
    "CREATE TRIGGER {{name}} BEFORE UPDATE OR DELETE ON {entries} "
    "FOR EACH ROW EXECUTE FUNCTION {prefix}refuse()",
    "CREATE TRIGGER {{name}} BEFORE TRUNCATE ON {entries} "
    "FOR EACH STATEMENT EXECUTE FUNCTION {prefix}refuse()",
)


def table_names() -> dict[str, str]:
    models = {"entries": "AuditEntry", "retention": "AuditRetention"}
    return {key: apps.get_model("accounts", name)._meta.db_table for key, name in models.items()}


def append_only_triggers(connection: BaseDatabaseWrapper) -> TriggerGroup:
    names = {**table_names(), "prefix": PREFIX, "refusal": REFUSAL}
    templates = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
    statements = tuple(each.format(**names) for each in templates)
    return TriggerGroup(PREFIX, statements, FUNCTIONS.format(**names))


def refuse_changes(connection: BaseDatabaseWrapper) -> None:
    """Install the triggers, if the tables are there."""
    append_only_triggers(connection).install(connection, table_names().values())


def refuses_changes(connection: BaseDatabaseWrapper) -> bool:
    return append_only_triggers(connection).are_complete(connection)
