"""Addresses in mails. They are made from LONGWAVE_URL, never from what a client sends as host."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

ADDRESS_SALT = "longwave.address"
ADDRESS_SECONDS = 3 * 86_400


def reset_path(user: Any) -> str:
    """Works once, and until the user signs in or PASSWORD_RESET_TIMEOUT is over."""
    code = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("new_password", args=[code, default_token_generator.make_token(user)])


def address_path(user: Any, address: str) -> str:
    """Works until the address of the user is another one, and at most three days."""
    token = signing.dumps([user.pk, user.email, address], salt=ADDRESS_SALT)
    return reverse("confirm_address", args=[token])


def address_of_link(token: str) -> tuple[Any, str] | None:
    """The user and the new address of a link that still works."""
    try:
        pk, before, address = signing.loads(token, salt=ADDRESS_SALT, max_age=ADDRESS_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    user = get_user_model().objects.filter(pk=pk, email=before, is_active=True).first()
    return (user, address) if user else None


def on_the_site(path: str) -> str:
    """The path with the address of the site; without one, as the start prints it."""
    return (settings.SITE_URL or "http://127.0.0.1:8000") + path
