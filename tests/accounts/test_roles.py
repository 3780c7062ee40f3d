"""Roles: one table, the groups that follow it, and which address answers whom with what."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.http import HttpResponse
from django.utils import translation

from accounts.models import RoleGroup
from accounts.roles import role_groups
from accounts.roles.duties import duty_matrix
from accounts.roles.role_table import ROLES, Role
from tests.accounts.addresses import COLUMNS, ROOTS, address_list, make_objects, statuses
from tests.attacks.hostile_site import dangers, fill_texts
from tests.headers import header_faults

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
TABLE = Path(__file__).with_name("addresses.txt")


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


# Which address answers whom with what


@pytest.mark.parametrize("method", ROOTS)
def test_every_address_answers_each_role_as_its_line_says(method):
    """A new address needs its line: see what it answers, and whether it should."""
    expected = lines_of(method)
    faults: set[str] = set()

    def look(response: HttpResponse) -> None:
        faults.update(header_faults(response))
        if response.wsgi_request.user.is_superuser and response.status_code == 200:
            faults.update(dangers(response))

    paths = address_list(method, make_objects())
    fill_texts()
    found = statuses(method, paths, look)
    wrong = [
        line_of(method, name, found.get(name, ()))
        for name in sorted(found.keys() | expected.keys())
        if found.get(name) != expected.get(name)
    ]
    assert wrong == [], "\n".join(["  ".join(COLUMNS), *wrong])
    assert faults == set()


def lines_of(method):
    lines = [line.split() for line in TABLE.read_text().splitlines() if line.startswith(method)]
    return {name: tuple(map(int, codes)) for _method, name, *codes in lines}


def line_of(method, name, codes):
    return f"{method:4} {name:52} {' '.join(map(str, codes))}".rstrip()
