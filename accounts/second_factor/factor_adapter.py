"""What django-allauth's second factors ask of this site."""

import logging
from base64 import b32encode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.middleware import site_of
from blog.hostnames import host_of_url

log = logging.getLogger(__name__)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {  # noqa: RUF012 - as in the library
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That is not right, or was used before. Try the next code."),
    }

    def encrypt(self, text: str) -> str:
        """Secrets are of no use in a copy of the database without the key of the site."""
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret. With another key of the site, return one that no code fits."""
        try:
            return cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error(
                "A second factor was made with another LONGWAVE_SECRET_KEY: nobody can use it."
            )
            return b32encode(token_bytes(20)).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host to which passkeys belong: that of the site, not one that a client sends."""
        host = context.request.get_host().partition(":")[0]
        return {"id": host_of_url(settings.SITE_URL) or host, "name": self.get_totp_issuer()}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = user.authenticator_set.filter(type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_totp_issuer(self) -> str:
        return site_of(context.request).title or context.request.get_host()


def cipher() -> MultiFernet:
    keys = map(str, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(key.encode()).digest())) for key in keys])
