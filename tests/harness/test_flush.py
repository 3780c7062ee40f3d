"""A test that commits leaves the database as the migrations left it."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

from tests.factories import make_article, make_user
from tests.management.commands import flush

pytestmark = pytest.mark.django_db
GROUPS = ("authors", "editors")


def row_counts():
    with connection.cursor() as cursor:
        return {
            table: cursor.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in connection.introspection.django_table_names(only_existing=True)
        }


def test_what_a_test_commits_is_gone():
    before = row_counts()
    make_article().tags.add("注意力")
    assert row_counts() != before
    call_command("flush", interactive=False)
    assert row_counts() == before


def test_groups_and_permissions_are_those_of_the_migrations():
    before = {group: make_user(group, group=group).get_all_permissions() for group in GROUPS}
    Group.objects.all().delete()
    call_command("flush", interactive=False)
    for group, permissions in before.items():
        assert permissions
        assert make_user(f"{group} again", group=group).get_all_permissions() == permissions
    assert flush.rows() == flush.migrated
