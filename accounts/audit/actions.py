"""What the audit log records. Rows keep the values: none may change."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    SIGNED_IN = "signed-in", _("signed in")
    SIGN_IN_FAILED = "sign-in-failed", _("failed to sign in")
    PASSWORD_CHANGED = "password-changed", _("changed a password")
    PASSWORD_LINK_MADE = "password-link-made", _("made a link for a new password")
    ADDRESS_CHANGED = "address-changed", _("changed an address")
    SECOND_FACTOR_ADDED = "second-factor-added", _("added a second factor")
    SECOND_FACTOR_REMOVED = "second-factor-removed", _("removed a second factor")
    SESSIONS_ENDED = "sessions-ended", _("signed a person out")
    PERSON_INVITED = "person-invited", _("invited a person")
    INVITATION_WITHDRAWN = "invitation-withdrawn", _("withdrew an invitation")
    IDENTITY_CONNECTED = "identity-connected", _("connected an account of another site")
    IDENTITY_REMOVED = "identity-removed", _("removed an account of another site")

    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrew from readers")
    TRASHED = "trashed", _("moved to the trash")
    RESTORED = "restored", _("restored from the trash")
    DELETED = "deleted", _("deleted for ever")
    LINK_MADE = "link-made", _("made a preview link")
    LINK_WITHDRAWN = "link-withdrawn", _("withdrew a preview link")

    TOKEN_MADE = "token-made", _("made a token")
    TOKEN_REVOKED = "token-revoked", _("revoked a token")

    SETTINGS_CHANGED = "settings-changed", _("changed settings")
    PERSON_ADDED = "person-added", _("added a person")
    PERSON_CHANGED = "person-changed", _("changed a person")
    PERSON_DELETED = "person-deleted", _("deleted a person")
    ROLES_CHANGED = "roles-changed", _("changed the roles of a person")
    ROLE_CHANGED = "role-changed", _("changed a role")

    EXPORTED = "exported", _("exported")
    IMPORTED = "imported", _("imported")
    BACKED_UP = "backed-up", _("made a backup")
    BACKUP_DOWNLOADED = "backup-downloaded", _("downloaded a backup")
    BACKUP_RESTORED = "backup-restored", _("restored a backup")


def all_actions() -> list[Any]:
    """The choices as a function, so that a new action needs no migration."""
    return Action.choices
