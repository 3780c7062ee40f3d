"""The table of invitations. It has no link: that is signed with the key of the site."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.core import signing
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit

SALT = "longwave.invitation"
DAYS = 7


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> InvitationQuerySet:
        """Those that can be taken now. They end with the rights of who invited."""
        valid = self.filter(taken_at=None, expires_at__gt=timezone.now())
        return valid.filter(invited_by__is_active=True, invited_by__is_superuser=True)

    def of_link(self, token: str) -> Invitation | None:
        """The invitation of a link, if it can be taken now."""
        try:
            pk = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None
        return self.waiting().filter(pk=pk).first()


class Invitation(models.Model):
    email = models.EmailField(_("address"))
    role = models.ForeignKey(Group, models.CASCADE, null=True, blank=True)
    is_administrator = models.BooleanField(default=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Any]] = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.email

    @classmethod
    def make(cls, email: str, role: Group | None, *, by: Any) -> Invitation:
        """Invite; without a role, as an administrator. Earlier invitations of the address end."""
        now = timezone.now()
        with transaction.atomic():
            cls.objects.filter(email__iexact=email, taken_at=None).delete()
            return cls.objects.create(
                email=email,
                role=role,
                is_administrator=role is None,
                invited_by=by,
                made_at=now,
                expires_at=now + timedelta(days=DAYS),
            )

    @property
    def path(self) -> str:
        return reverse("take_invitation", args=[signing.dumps(self.pk, salt=SALT)])

    def take(self, user: Any) -> bool:
        """Store the new user with the role. False if somebody has taken the invitation before."""
        with transaction.atomic():
            rows = type(self).objects
            # The condition is in the row itself: PostgreSQL looks at it again after a wait.
            untaken = rows.filter(pk=self.pk, taken_at=None)
            if not rows.waiting().filter(pk=self.pk).exists():
                return False
            if not untaken.update(taken_at=timezone.now()):
                return False
            user.email, user.is_staff, user.is_superuser = self.email, True, self.is_administrator
            user.save()
            if self.role:
                user.groups.add(self.role)
            audit.record(user, audit.Action.PERSON_ADDED, user)
            audit.record(user, audit.Action.ROLES_CHANGED, user, roles=[self.role_name])
        return True

    def withdraw(self, by: Any) -> None:
        """Delete it. `by` is an administrator."""
        audit.record(by, audit.Action.INVITATION_WITHDRAWN, self)
        self.delete()

    @property
    def role_name(self) -> str:
        """The name of the role as the audit log keeps it."""
        return self.role.name if self.role else "administrators"
