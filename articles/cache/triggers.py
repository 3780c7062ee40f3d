"""Database triggers that increment the site version on every change that readers can see.

They count the changes of every writer: admin, import, shell and plain SQL. `manage.py migrate`
calls `install()` each time, because SQLite drops the triggers of a table when a migration rebuilds
that table.
"""

from typing import NamedTuple

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.models import SiteVersion
from blog.database_triggers import TriggerGroup


class TrackedChanges(NamedTuple):
    """Which changes of a table count: all by default.

    `columns`: only updates of these columns. `rows`: only changes of rows for which this SQL
    condition holds before or after the change; it may use the columns of `{row}` only.
    """

    columns: tuple[str, ...] = ()
    rows: str = ""


ANY_CHANGE = TrackedChanges()

# A test requires that each model is in exactly one of the two dictionaries below.

TRACKED_MODELS: dict[str, TrackedChanges] = {
    # Saving a draft changes no public page.
    "articles.Article": TrackedChanges(rows="{row}.status <> 'draft'"),
    "articles.ArticleLink": ANY_CHANGE,
    "articles.Category": ANY_CHANGE,
    "articles.Redirect": ANY_CHANGE,
    "articles.Page": ANY_CHANGE,
    "articles.PathRedirect": ANY_CHANGE,
    "articles.Relation": ANY_CHANGE,
    # Unpublished documents have negative ids (fulltext/documents.py).
    "articles.SearchEntry": TrackedChanges(rows="{row}.id > 0"),
    "articles.Series": ANY_CHANGE,
    "articles.SiteSettings": ANY_CHANGE,
    "articles.Tag": ANY_CHANGE,
    # Including those of drafts: excluding them would need a lock, because another transaction
    # may publish the draft at the same time.
    "articles.TaggedArticle": ANY_CHANGE,
    # Not `last_login`, which each sign-in writes, and not `password`.
    "articles.User": TrackedChanges(
        columns=(
            *("display_name", "first_name", "last_name", "shows_name", "slug"),
            *("bio_html", "links", "picture"),
        )
    ),
}

UNTRACKED_MODELS = {
    "account.EmailAddress": "addresses for mail",
    "socialaccount.SocialAccount": "accounts of other sites",
    "socialaccount.SocialApp": "empty: providers come from the settings",
    "socialaccount.SocialToken": "empty",
    "account.EmailConfirmation": "addresses for mail",
    "accounts.AccessToken": "tokens of programs",
    "accounts.Attempts": "failed sign-ins",
    "accounts.Invitation": "who is invited",
    "accounts.UserSession": "where users are signed in",
    "accounts.AuditEntry": "what users did",
    "accounts.AuditRetention": "what may be deleted of that",
    "accounts.RoleGroup": "which groups the roles are",
    "mfa.Authenticator": "second factors",
    "admin.LogEntry": "the history of the admin",
    "articles.EmbeddedPage": "articles show it when they are rendered again",
    "operations.BackupPlan": "when backups are made",
    "operations.BackupRun": "backups, for administrators",
    "operations.IntegrityCheck": "the state of the database, likewise",
    "sync.SyncedFile": "what files were when they were last synchronized",
    "sync.SyncedFolder": "what is synchronized, for the admin",
    "transfer.ImportedFile": "what imports have read",
    "transfer.ImportedSite": "likewise",
    "transfer.ImportRun": "for those who import",
    "transfer.ExportRun": "for those who export",
    "articles.MissedPath": "what readers did not find, for editors",
    "articles.Keyword": "input of the relations",
    "articles.RequestCount": "how often clients search",
    "articles.SearchWord": "derived from the articles",
    "articles.SiteVersion": "the version itself",
    "articles.TrashEntry": "the status of the article changes with it",
    "articles.Term": "input of the relations",
    "articles.User_groups": "permissions decide what may be saved, not what is shown",
    "articles.User_user_permissions": "permissions",
    "auth.Group": "permissions",
    "auth.Group_permissions": "permissions",
    "auth.Permission": "permissions",
    "contenttypes.ContentType": "names of models",
    "desk.Comment": "comments on drafts",
    "desk.Draft": "readers see the row of the article",
    "desk.Presence": "who writes at the desk",
    "desk.PreviewLink": "previews are not cached",
    "desk.Review": "what waits at the desk",
    "desk.Revision": "the history",
    "desk.StoredText": "the texts of the history",
    "django_tasks_database.DBTaskResult": "what a task changes for readers is in other tables",
    "media.FileContent": "articles show it when they are rendered again",
    "media.FileUse": "where files are used, for authors",
    "media.FileVersion": "the history of files",
    "media.MediaFile": "articles show it when they are rendered again",
    "media.RemoteCopy": "articles show the copy when they are rendered again",
    "media.Variant": "articles show it when they are rendered again",
    "sessions.Session": "pages of signed-in users are not cached",
    "taggit.Tag": "unused: the blog has its own tag model",
    "taggit.TaggedItem": "unused",
}

VERSION_TABLE = SiteVersion._meta.db_table
TRIGGER_PREFIX = "site_version_"

# The first number is the clock in microseconds, so that a number never returns after the table
# was emptied.
SQLITE_INCREMENT = f"""
  INSERT INTO {VERSION_TABLE} (slot, number)
  SELECT 0, CAST((julianday('now') - 2440587.5) * 86400e6 AS INTEGER)
  WHERE NOT EXISTS (SELECT 1 FROM {VERSION_TABLE});
  UPDATE {VERSION_TABLE} SET number = number + 1;
"""

# At most one increment per transaction, in a row that no other open transaction uses: the advisory
# lock of a slot is held until the end of the transaction. The setting `longwave.raised`, the lock
# and the number are all undone when a savepoint is rolled back.
POSTGRESQL_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION {TRIGGER_PREFIX}raise() RETURNS void LANGUAGE plpgsql AS $$
DECLARE mine smallint := 0;
BEGIN
  IF current_setting('longwave.raised', true) = 'yes' THEN RETURN; END IF;
  WHILE NOT pg_try_advisory_xact_lock('{VERSION_TABLE}'::regclass::oid::int, mine) LOOP
    mine := mine + 1;
  END LOOP;
  INSERT INTO {VERSION_TABLE} (slot, number)
  VALUES (mine, (extract(epoch FROM clock_timestamp()) * 1e6)::bigint)
  ON CONFLICT (slot) DO UPDATE SET number = {VERSION_TABLE}.number + 1;
  PERFORM set_config('longwave.raised', 'yes', true);
END $$;
CREATE OR REPLACE FUNCTION {TRIGGER_PREFIX}changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM {TRIGGER_PREFIX}raise(); RETURN NULL; END $$;
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Replace the triggers unless the expected ones are installed already.

    After a migration to an earlier version, which lacks some of the tables, there are none.
    """
    tables = {VERSION_TABLE, *(apps.get_model(model)._meta.db_table for model in TRACKED_MODELS)}
    expected_triggers(connection).install(connection, tables)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    expected_triggers(connection).uninstall(connection)


def is_complete(connection: BaseDatabaseWrapper) -> bool:
    return expected_triggers(connection).are_complete(connection)


def expected_triggers(connection: BaseDatabaseWrapper) -> TriggerGroup:
    build = postgresql_statements if connection.vendor == "postgresql" else sqlite_statements
    statements = [
        statement
        for model, tracked in TRACKED_MODELS.items()
        for statement in build(apps.get_model(model)._meta.db_table, tracked)
    ]
    return TriggerGroup(TRIGGER_PREFIX, tuple(statements), POSTGRESQL_FUNCTIONS)


def sqlite_statements(table: str, tracked: TrackedChanges) -> list[str]:
    return [
        f"CREATE TRIGGER {{name}} AFTER {event} ON {table} {when} BEGIN {SQLITE_INCREMENT} END"
        for event, when in trigger_events(tracked)
    ]


def postgresql_statements(table: str, tracked: TrackedChanges) -> list[str]:
    """Statement triggers, or row triggers if a condition on the row decides."""
    if not tracked.rows:
        any_event = " OR ".join(event for event, _when in trigger_events(tracked))
        return [postgresql_statement(f"{any_event} OR TRUNCATE", table, "STATEMENT")]
    per_row = [
        postgresql_statement(event, table, f"ROW {when}") for event, when in trigger_events(tracked)
    ]
    return [*per_row, postgresql_statement("TRUNCATE", table, "STATEMENT")]


def postgresql_statement(event: str, table: str, level: str) -> str:
    function = f"EXECUTE FUNCTION {TRIGGER_PREFIX}changed()"
    return f"CREATE TRIGGER {{name}} AFTER {event} ON {table} FOR EACH {level} {function}"


def trigger_events(tracked: TrackedChanges) -> list[tuple[str, str]]:
    """(event, WHEN clause) for each kind of change."""
    update = "UPDATE OF " + ", ".join(tracked.columns) if tracked.columns else "UPDATE"
    return [
        ("INSERT", when_clause(tracked, "NEW")),
        (update, when_clause(tracked, "OLD", "NEW")),
        ("DELETE", when_clause(tracked, "OLD")),
    ]


def when_clause(tracked: TrackedChanges, *rows: str) -> str:
    either = " OR ".join(tracked.rows.format(row=row) for row in rows)
    return f"WHEN ({either})" if tracked.rows else ""
