"""Roles: one table, and the groups that follow it. tests/access/ asks who may what."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.utils import translation

from accounts.models import RoleGroup
from accounts.roles import role_groups
from accounts.roles.duties import duty_matrix
from accounts.roles.role_table import ROLES, Role

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def permissions_of(group):
    found = Permission.objects.filter(group=group).select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}" for each in found}


def test_each_role_has_a_group_with_what_the_table_says():
    for role in ROLES:
        group = Group.objects.get(name=role.group)
        assert permissions_of(group) == role.permissions, role.key
        assert RoleGroup.objects.get(role=role.key).group == group


def test_a_changed_table_leaves_what_an_owner_changed(monkeypatch):
    contributors, reviewers = (Group.objects.get(name=n) for n in ("contributors", "reviewers"))
    ours = Permission.objects.filter(content_type__app_label="articles")
    mine = ours.get(codename="add_series")
    contributors.permissions.add(mine)
    contributors.permissions.remove(ours.get(codename="view_tag"))
    contributors.name = "guests"
    contributors.save()
    reviewers.delete()
    table = {role.key: role for role in ROLES}
    was = table["contributor"].permissions
    now = (was | {"articles.delete_article"}) - {"articles.view_category"}
    table["contributor"] = Role("contributor", "contributors", "", now)
    table["reviewer"] = Role("reviewer", "reviewers", "", frozenset())
    monkeypatch.setattr(role_groups, "ROLES", tuple(table.values()))
    role_groups.follow_role_table()
    assert permissions_of(contributors) == (now | {"articles.add_series"}) - {"articles.view_tag"}
    assert not Group.objects.filter(name__in=["contributors", "reviewers"]).exists()


@pytest.mark.parametrize(
    ("page", "language"), [("accounts.md", "en"), ("accounts.zh.md", "zh-hans")]
)
def test_the_documentation_has_the_table(page, language):
    with translation.override(language):
        expected = duty_matrix()
    assert expected in Path(settings.BASE, "docs", page).read_text(), expected
