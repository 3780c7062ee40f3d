"""Who needs a second factor, by the setting LONGWAVE_SECOND_FACTOR."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

# Without recovery codes, which one has beside another one.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: Any) -> bool:
    found: bool = Authenticator.objects.filter(user=user, type__in=FACTORS).exists()
    return found


def is_asked_of(user: Any) -> bool:
    """Whether the setting asks the user for one."""
    choice = settings.SECOND_FACTOR
    return choice == "all" or (choice == "administrators" and user.is_superuser)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the user must set one up first. One query, and only for those who need one."""
    user: Any = request.user
    return is_asked_of(user) and user.is_authenticated and not has_second_factor(user)
