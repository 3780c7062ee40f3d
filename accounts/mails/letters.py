"""The texts of mails about accounts: subject, paragraphs, and the words of the link."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class MailText:
    """They can name `site`, `user`, and what a mail is about: `device`, `address`, `provider`."""

    subject: Any
    paragraphs: tuple[Any, ...]
    button: Any = ""


UNASKED = _("If this was not you, you need not do anything: nothing has changed.")
ALARM = _(
    "If this was not you, choose a new password now, and sign out all other devices on the page of"
    " your account."
)
RESET, CHANGED, DEVICE = "reset", "changed", "device"
CONNECTED = "connected"
CONFIRM_ADDRESS, ADDRESS_ASKED, INVITED = "confirm-address", "address-asked", "invited"

LETTERS = {
    RESET: MailText(
        _("Choose a new password"),
        (
            _("Somebody asked for a new password for %(user)s at %(site)s."),
            _("The link works once, within 24 hours."),
            UNASKED,
        ),
        _("Choose a new password"),
    ),
    CHANGED: MailText(
        _("Your password was changed"),
        (_("%(user)s has a new password at %(site)s. All other devices are signed out."), ALARM),
    ),
    DEVICE: MailText(
        _("Signed in on a new device"),
        (_("%(user)s signed in at %(site)s with %(device)s, from %(address)s."), ALARM),
    ),
    CONNECTED: MailText(
        _("Another site signs you in"),
        (_("%(user)s can sign in at %(site)s by %(provider)s from now on."), ALARM),
    ),
    CONFIRM_ADDRESS: MailText(
        _("Confirm your address"),
        (
            _("%(user)s asks %(site)s to send mails to this address from now on."),
            _("The link works within three days."),
            UNASKED,
        ),
        _("Confirm the address"),
    ),
    ADDRESS_ASKED: MailText(
        _("Your address is being changed"),
        (
            _("%(user)s asked %(site)s to send mails to %(address)s instead of here."),
            _("That happens when the new address is confirmed."),
            ALARM,
        ),
    ),
    INVITED: MailText(
        _("You are invited to write for %(site)s"),
        (
            _("%(user)s invites you to write for %(site)s."),
            _("With the link you choose a name and a password. It works once, within seven days."),
        ),
        _("Take the invitation"),
    ),
}
