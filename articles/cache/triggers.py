"""Let the database raise the version of the site, whoever writes: admin, import, shell, plain SQL.

`manage.py migrate` calls `install()` each time, since SQLite drops a table's triggers wherever a
migration rebuilds the table.
"""

from hashlib import blake2s
from typing import NamedTuple

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.models import SiteVersion

# Which tables readers can see; a test holds each model against these two lists.


class Seen(NamedTuple):
    """What of a table counts: all of it, or these `columns`, or `rows` of which this SQL is true.

    It must be true before a change or after it, and may look at the `{row}` alone.
    """

    columns: tuple[str, ...] = ()
    rows: str = ""


WHOLE = Seen()

VISIBLE: dict[str, Seen] = {
    # An author who saves a draft makes nobody's page old.
    "articles.Article": Seen(rows="{row}.status <> 'draft'"),
    "articles.Category": WHOLE,
    "articles.FormerAddress": WHOLE,
    "articles.Page": WHOLE,
    "articles.Relation": WHOLE,
    # What is not published has a negative key (fulltext/documents.py).
    "articles.SearchEntry": Seen(rows="{row}.id > 0"),
    "articles.Series": WHOLE,
    "articles.SiteSettings": WHOLE,
    "articles.Tag": WHOLE,
    # Those of drafts too: only a lock could tell that nobody publishes one at the same time.
    "articles.TaggedArticle": WHOLE,
    # Signing in writes `last_login`, a new password `password`.
    "articles.User": Seen(columns=("username", "display_name", "first_name", "last_name")),
}

INVISIBLE = {
    "accounts.Attempts": "passwords that were tried",
    "admin.LogEntry": "the history of the admin",
    "articles.Keyword": "what relations are made of",
    "articles.SearchWord": "follows the articles",
    "articles.SiteVersion": "the version itself",
    "articles.Term": "what relations are made of",
    "articles.User_groups": "rights decide what may be saved, not what is shown",
    "articles.User_user_permissions": "rights",
    "auth.Group": "rights",
    "auth.Group_permissions": "rights",
    "auth.Permission": "rights",
    "contenttypes.ContentType": "names of models",
    "sessions.Session": "who is signed in sees pages that nobody stores",
    "taggit.Tag": "unused: the blog has tags of its own",
    "taggit.TaggedItem": "unused",
}

TABLE = SiteVersion._meta.db_table
PREFIX = "site_version_"

# A first number from the clock: emptying the table cannot bring back an old version.
RAISE_IN_SQLITE = f"""
  INSERT INTO {TABLE} (slot, number)
  SELECT 0, CAST((julianday('now') - 2440587.5) * 86400e6 AS INTEGER)
  WHERE NOT EXISTS (SELECT 1 FROM {TABLE});
  UPDATE {TABLE} SET number = number + 1;
"""

# Once a transaction, and in a row that no other open transaction has: whoever holds the lock of a
# slot until the end of its transaction is the only one to write there. Both the mark and the lock
# go with a savepoint that is rolled back, as the number does.
RAISE_IN_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION {PREFIX}raise() RETURNS void LANGUAGE plpgsql AS $$
DECLARE mine smallint := 0;
BEGIN
  IF current_setting('longwave.raised', true) = 'yes' THEN RETURN; END IF;
  WHILE NOT pg_try_advisory_xact_lock('{TABLE}'::regclass::oid::int, mine) LOOP
    mine := mine + 1;
  END LOOP;
  INSERT INTO {TABLE} (slot, number)
  VALUES (mine, (extract(epoch FROM clock_timestamp()) * 1e6)::bigint)
  ON CONFLICT (slot) DO UPDATE SET number = {TABLE}.number + 1;
  PERFORM set_config('longwave.raised', 'yes', true);
END $$;
CREATE OR REPLACE FUNCTION {PREFIX}changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM {PREFIX}raise(); RETURN NULL; END $$;
"""

PRESENT = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers what they should be; nothing happens where they are."""
    if is_complete(connection) or TABLE not in connection.introspection.table_names():
        return
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(RAISE_IN_POSTGRESQL)
        for name, statement in wanted(connection).items():
            cursor.execute(statement.format(name=name))


def remove(connection: BaseDatabaseWrapper) -> None:
    place = " ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name, table in present(connection).items():
            cursor.execute(f"DROP TRIGGER {name}" + place.format(table=table))


def is_complete(connection: BaseDatabaseWrapper) -> bool:
    return present(connection).keys() == wanted(connection).keys()


def present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The tables by the names of our triggers."""
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor])
        return {name: table for name, table in cursor.fetchall() if name.startswith(PREFIX)}


def wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The statements by the names of the triggers, which change with what the triggers do."""
    build = for_postgresql if connection.vendor == "postgresql" else for_sqlite
    statements = [
        statement
        for model, seen in VISIBLE.items()
        for statement in build(apps.get_model(model)._meta.db_table, seen)
    ]
    return {PREFIX + digest(statement): statement for statement in statements}


def digest(statement: str) -> str:
    return blake2s((statement + RAISE_IN_POSTGRESQL).encode(), digest_size=8).hexdigest()


def for_sqlite(table: str, seen: Seen) -> list[str]:
    return [
        f"CREATE TRIGGER {{name}} AFTER {event} ON {table} {when} BEGIN {RAISE_IN_SQLITE} END"
        for event, when in events(seen)
    ]


def for_postgresql(table: str, seen: Seen) -> list[str]:
    """Once a statement, unless each row decides."""
    if not seen.rows:
        happens = " OR ".join(event for event, _when in events(seen))
        return [trigger(f"{happens} OR TRUNCATE", table, "STATEMENT")]
    each = [trigger(event, table, f"ROW {when}") for event, when in events(seen)]
    return [*each, trigger("TRUNCATE", table, "STATEMENT")]


def trigger(event: str, table: str, each: str) -> str:
    function = f"EXECUTE FUNCTION {PREFIX}changed()"
    return f"CREATE TRIGGER {{name}} AFTER {event} ON {table} FOR EACH {each} {function}"


def events(seen: Seen) -> list[tuple[str, str]]:
    """What can happen to a row, and where that counts."""
    update = "UPDATE OF " + ", ".join(seen.columns) if seen.columns else "UPDATE"
    return [
        ("INSERT", where(seen, "NEW")),
        (update, where(seen, "OLD", "NEW")),
        ("DELETE", where(seen, "OLD")),
    ]


def where(seen: Seen, *rows: str) -> str:
    either = " OR ".join(seen.rows.format(row=row) for row in rows)
    return f"WHEN ({either})" if seen.rows else ""
