"""Tokens in the database: only their digests, with names and scopes for their owners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.tokens.token_scopes import TokenScope, permissions_of
from accounts.tokens.token_texts import is_whole_token, new_token_text, token_digest

LONGEST_TOKEN_NAME = 60  # characters
LONGEST_LIFE = 366  # days
USED_EVERY = timedelta(minutes=1)  # the time of the last use is written at most so often


class TokenQuerySet(models.QuerySet[Any]):
    def of_owner(self, user: Any) -> Self:
        """The tokens of a user, the newest first."""
        return self.filter(user=user).order_by("-pk")

    def working(self) -> Self:
        """Those that neither expired nor were revoked, of users who may sign in at the desk."""
        valid = self.filter(revoked_at=None, expires_at__gt=timezone.now())
        return valid.filter(user__is_active=True, user__is_staff=True)

    @transaction.atomic
    def make(self, user: Any, name: str, scopes: Sequence[str], days: int) -> tuple[Any, str]:
        """Return the row and the token, which nobody can show again."""
        text = new_token_text()
        ends = timezone.now() + timedelta(days=days)
        found = self.create(
            user=user, name=name, scopes=sorted(scopes), expires_at=ends, digest=token_digest(text)
        )
        audit.record(None, audit.Action.TOKEN_MADE, found, scopes=found.scopes, owner=str(user))
        return found, text

    def find(self, text: str) -> Any:
        """The working token with this text, with its user; None if there is none."""
        if not is_whole_token(text):
            return None
        return self.working().select_related("user").filter(digest=token_digest(text)).first()


class AccessToken(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="access_tokens",
    )
    name = models.CharField(_("name"), max_length=LONGEST_TOKEN_NAME)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("may"), default=list)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    last_used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        default_permissions = ("view", "change")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def works(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def scope_names(self) -> list[str]:
        return [str(TokenScope(scope).label) for scope in self.scopes]

    def limited_user(self) -> Any:
        """The user, who may do only what the token may too."""
        user = self.user
        user.limited_to = permissions_of(self.scopes)
        return user

    @transaction.atomic
    def revoke(self) -> None:
        """Let it work no more. Does nothing if it was revoked before."""
        others = type(self)._default_manager.filter(pk=self.pk, revoked_at=None)
        if others.update(revoked_at=timezone.now()):
            audit.record(None, audit.Action.TOKEN_REVOKED, self, owner=str(self.user))

    def note_use(self) -> None:
        now = timezone.now()
        if self.last_used_at is None or now - self.last_used_at > USED_EVERY:
            stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USED_EVERY)
            rows = type(self)._default_manager.filter(stale, pk=self.pk)
            rows.update(last_used_at=now)
