"""The table of sessions by user. Django's own knows the user only within its encoded data."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.db import models

LONGEST_AGENT = 300  # characters


def session_store(key: str) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


class UserSessionQuerySet(models.QuerySet["UserSession"]):
    def open_of(self, user: Any) -> list[UserSession]:
        """The sessions by which the user is signed in, the last used first. Forgets the others."""
        known = list(self.filter(user=user).order_by("-seen_at"))
        current = user.get_session_auth_hash()
        found: list[UserSession] = [row for row in known if row.auth_hash() == current]
        self.filter(pk__in=[row.pk for row in known if row not in found]).delete()
        return found

    def end(self, user: Any, *, but: str | None = None) -> int:
        """Sign the user out everywhere, but not in the session with this key. Returns how often."""
        rows = list(self.filter(user=user).exclude(session_key=but or ""))
        for row in rows:
            row.end()
        return len(rows)


class UserSession(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="user_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    user_agent = models.CharField(max_length=LONGEST_AGENT)
    address = models.GenericIPAddressField(null=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = UserSessionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.user_agent

    def auth_hash(self) -> str:
        """What the session stores of the password; '' if it is over."""
        return str(session_store(self.session_key).get(HASH_SESSION_KEY, ""))

    def end(self) -> None:
        session_store(self.session_key).delete()
        self.delete()
