"""The server or the service that takes mails, read from one variable."""

import re
from dataclasses import dataclass, field
from importlib.util import find_spec
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from blog import environment
from blog.environment import bad_value, hide_password
from blog.hostnames import host_to_ascii

SCHEMES = {"smtp": "starttls", "smtps": "tls", "smtp+none": "none"}
ADVICE = "use smtp://user:password@host:587, or smtps:// for a server that begins with TLS"
SERVICE, SERVICE_NAME = "anymail", re.compile("[a-z]+(?:_[a-z]+)*")
SERVICE_ADVICE = "use a service of django-anymail, as in anymail://postmark?server_token=…"
INSTALL = (
    "install django-anymail: .venv/bin/python -m pip install --require-hashes"
    " -r locks/requirements-anymail.txt"
)
NOT_SERVICES = {"base", "base_requests", "console", "test"}
TIMEOUT = 20  # seconds


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes mails; `security` is starttls, tls or none.

    Or a service that takes them by HTTPS: `host` is its name, and `service` django-anymail's
    settings for it.
    """

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    security: str = "starttls"
    service: dict[str, object] = field(default_factory=dict)

    @property
    def backend(self) -> str:
        if self.service:
            return f"anymail.backends.{self.host}.EmailBackend"
        return "django.core.mail.backends.smtp.EmailBackend"


def read_mail_server(name: str) -> MailServer:
    """Return the server of smtp://user:password@host:port, with smtps or smtp+none for `security`.

    Signs that a URL reserves are written with percent signs in user and password. A service is
    anymail://name?setting=value.
    """
    value = environment.read_text(name)
    if not value:
        return MailServer()
    if value.startswith(f"{SERVICE}:"):
        return read_service(name, urlsplit(value))
    try:
        parts = urlsplit(value)
        host, port = host_to_ascii(parts.hostname or ""), parts.port or 0
    except ValueError as error:
        raise bad_value(name, hide_password(value), ADVICE) from error
    if parts.scheme not in SCHEMES or not host or parts.path.strip("/") or parts.query:
        raise bad_value(name, hide_password(value), ADVICE)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(host, port, user, password, SCHEMES[parts.scheme])


def read_service(name: str, parts: SplitResult) -> MailServer:
    """The values of the query are the settings of the service; they may be secrets."""
    service, shown = parts.netloc, f"{SERVICE}://{parts.netloc}?…"
    if not find_spec(SERVICE):
        raise bad_value(name, shown, INSTALL)
    is_name = SERVICE_NAME.fullmatch(service) and service not in NOT_SERVICES
    if not is_name or not find_spec(f"anymail.backends.{service}"):
        raise bad_value(name, shown, SERVICE_ADVICE)
    given = {f"{service}_{key}".upper(): value for key, value in parse_qsl(parts.query)}
    return MailServer(service, service={**given, "REQUESTS_TIMEOUT": TIMEOUT})
