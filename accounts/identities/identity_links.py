"""Who is connected with which account of another site, and how else they come in."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.mails.posting import sends_mail

ONLY_WAY_IN = _("This is your only way in. Choose a password or add a passkey first.")


def identities_of(user: Any) -> QuerySet[SocialAccount]:
    found: QuerySet[SocialAccount] = SocialAccount.objects.filter(user=user).order_by("pk")
    return found


def listed_identities(user: Any) -> list[dict[str, Any]]:
    """Each connection with the name of its site, and how the other site calls the person."""
    return [
        {"row": each, "site": provider_name(each.provider), "label": each.extra_data.get("label")}
        for each in identities_of(user)
    ]


def usable_identities(user: Any) -> QuerySet[SocialAccount]:
    """Those by which the user can sign in now."""
    keys = [provider.account_key for provider in settings.IDENTITY_PROVIDERS.values()]
    return identities_of(user).filter(provider__in=keys)


def provider_name(account_key: str) -> str:
    """The name of a provider; of one that is not configured any more, its key."""
    providers = settings.IDENTITY_PROVIDERS.values()
    return next((each.name for each in providers if each.account_key == account_key), account_key)


def has_other_way_in(user: Any, *, without: Any) -> bool:
    """Whether the user could still sign in without this passkey or account of another site."""
    if user.has_usable_password():
        return True
    passkeys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return any(each != without for each in [*passkeys, *usable_identities(user)])


def person_with_address(addresses: list[Any]) -> Any:
    """The only one who may sign in and has one of the verified addresses; None otherwise.

    Only a site that sends mails knows that addresses belong to its users.
    """
    verified = [each.email for each in addresses if each.verified]
    if not sends_mail():
        return None
    found = {
        user
        for address in verified
        for user in get_user_model().objects.filter(
            email__iexact=address, is_active=True, is_staff=True
        )
    }
    return found.pop() if len(found) == 1 else None
