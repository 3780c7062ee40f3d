"""Squashed migrations make the tables of a new site; older sites and backups have the old ones."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from operations.databases.migrations import executor_to, latest_migrations
from operations.doctor.database_checks import check_migrations
from operations.management.commands.start import has_new_migrations
from operations.monitoring.readiness import database_conditions

pytestmark = pytest.mark.either_database
KNOWN = MigrationLoader(None).disk_migrations
SQUASHED = {key for key, migration in KNOWN.items() if migration.replaces}
REPLACED = {old for key in SQUASHED for old in KNOWN[key].replaces}


@pytest.mark.django_db
def test_a_site_with_only_the_old_migrations_is_up_to_date_and_start_records_the_others():
    rows = MigrationRecorder(connection).migration_qs
    for app, name in SQUASHED:
        assert rows.filter(app=app, name=name).delete()[0] == 1
    assert database_conditions() == []
    assert all(finding.advice == "" for finding in check_migrations())
    assert has_new_migrations()
    call_command("migrate", verbosity=0)
    assert {*rows.values_list("app", "name")} >= SQUASHED | REPLACED
    assert not has_new_migrations()


@pytest.mark.django_db
def test_an_older_backup_gets_the_tables_of_its_time():
    """Squashed migrations only where a backup had all that they replace."""
    some = {("articles", name) for name in ("0001_initial", "0002_groups", "0003_rendering")}
    media = {old for old in REPLACED if old[0] == "media"}
    for applied, expected in (
        (REPLACED, SQUASHED),
        (REPLACED | SQUASHED, SQUASHED),
        (some | media, some | media),
    ):
        targets = latest_migrations(applied)
        plan = executor_to(connection, targets).migration_plan(targets, clean_start=True)
        keys = {(migration.app_label, migration.name) for migration, _backwards in plan}
        assert keys & (SQUASHED | REPLACED) == expected


def test_both_ways_lead_to_the_same_tables():
    old = MigrationLoader(None, replace_migrations=False)
    before = old.project_state(sorted(latest(REPLACED)))
    after = MigrationLoader(None).project_state(sorted(latest(SQUASHED)))
    assert before.models.keys() == after.models.keys()
    for key, model in before.models.items():
        assert facts_of(model) == facts_of(after.models[key]), key


def latest(nodes):
    return nodes - {before for node in nodes for before in KNOWN[node].dependencies}


def facts_of(model):
    fields = {name: field.deconstruct()[1:] for name, field in model.fields.items()}
    named = {key: sorted(map(repr, model.options[key])) for key in ("indexes", "constraints")}
    return {**model.options, **named, **fields}
