"""How one person gets in, as values for a page; and what an administrator may take away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from accounts import audit
from accounts.identities.identity_links import listed_identities
from accounts.models import Invitation, UserSession
from accounts.sessions.device_names import device_name


@dataclass(frozen=True, slots=True)
class Factor:
    """`used_at` is None if it was not used yet."""

    label: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonAccess:
    """`sessions` are pairs of the row and the name of the device, the last used first."""

    sessions: list[tuple[UserSession, str]]
    factors: list[Factor]
    identities: list[dict[str, Any]]
    invitations: list[Invitation]
    last_use: datetime | None


def access_of(person: Any) -> PersonAccess:
    """Five queries, and one for each session."""
    rows = UserSession.objects.open_of(person)
    found = Authenticator.objects.filter(user=person).order_by("type", "pk")
    sent = Invitation.objects.waiting().filter(invited_by=person).select_related("role")
    return PersonAccess(
        [(row, device_name(row.user_agent)) for row in rows],
        [Factor(factor_label(each), each.created_at, each.last_used_at) for each in found],
        listed_identities(person),
        list(sent.order_by("-made_at")),
        max(filter(None, [person.last_login, *(row.seen_at for row in rows)]), default=None),
    )


def factor_label(factor: Authenticator) -> str:
    if factor.type == Authenticator.Type.RECOVERY_CODES:
        left = len(factor.wrap().get_unused_codes())
        return _("Recovery codes, %(left)s left") % {"left": left}
    if factor.type == Authenticator.Type.TOTP:
        return _("Codes of an app")
    return _("Passkey “%(name)s”") % {"name": factor}


def remove_second_factor(person: Any, *, by: Any) -> int:
    """Remove passkeys, app and recovery codes, and sign the person out everywhere.

    Returns how many were removed. `by` is the administrator; None for a command.
    """
    number, _kinds = Authenticator.objects.filter(user=person).delete()
    UserSession.objects.end(person)
    audit.record(by, audit.Action.SECOND_FACTOR_REMOVED, person)
    return number
