"""Users of tests, in any order of the tests."""

import pytest
from django.contrib.auth.models import Group

from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
GROUPS = ("authors", "editors")


def test_users_have_their_permissions_after_a_flush_removed_the_groups():
    before = {group: make_user(group, group=group).get_all_permissions() for group in GROUPS}
    Group.objects.all().delete()
    for group, permissions in before.items():
        assert permissions
        assert make_user(f"{group} again", group=group).get_all_permissions() == permissions
