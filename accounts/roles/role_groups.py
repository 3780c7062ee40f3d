"""The groups of the roles. `manage.py migrate` keeps them in step with the table.

What was given to a group is remembered. When the table changes, the difference is applied to the
group, so that permissions that an owner added or took away stay as they are. A group that an owner
deleted is not made again, and one that was renamed is known by its id.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import models, transaction

from accounts.roles.role_table import ROLES, Role


class RoleGroup(models.Model):
    """The group of a role, and the permissions that the table gave it last."""

    role = models.CharField(max_length=40, primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="+")
    given = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.role


@transaction.atomic
def follow_role_table() -> None:
    """Make the groups that are missing, and apply what changed in the table."""
    known = RoleGroup.objects.in_bulk()
    for role in ROLES:
        row = known.get(role.key)
        if row is None:
            begin_role(role)
        elif set(row.given) != role.permissions:
            change_role(row, role)


def begin_role(role: Role) -> None:
    """A group of this name may be older than the table, and keeps what it has."""
    group, is_new = Group.objects.get_or_create(name=role.group)
    if is_new:
        group.permissions.set(stored_permissions(role.permissions))
    RoleGroup.objects.create(role=role.key, group=group, given=sorted(role.permissions))


def change_role(row: RoleGroup, role: Role) -> None:
    before = set(row.given)
    if row.group:
        row.group.permissions.add(*stored_permissions(role.permissions - before))
        row.group.permissions.remove(*stored_permissions(before - role.permissions))
    row.given = sorted(role.permissions)
    row.save(update_fields=["given"])


def stored_permissions(names: Any) -> list[Permission]:
    pairs = {tuple(name.split(".")) for name in names}
    apps, codes = {app for app, _code in pairs}, {code for _app, code in pairs}
    rows = Permission.objects.select_related("content_type")
    found = rows.filter(content_type__app_label__in=apps, codename__in=codes)
    return [each for each in found if (each.content_type.app_label, each.codename) in pairs]
