"""Other sites by which people sign in, read from the environment: GitHub, and OpenID Connect."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from blog import environment
from blog.environment import bad_value

GITHUB, OIDC = "github", "oidc"
LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1"}


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """`key` is its part of our addresses. `issuer` is the address of an OpenID Connect provider."""

    key: str
    name: str
    client_id: str
    secret: str
    issuer: str = ""

    @property
    def account_key(self) -> str:
        """What connections are stored under: an id of one issuer says nothing about another's."""
        return self.issuer or self.key


def read_identity_providers(site_url: str) -> dict[str, IdentityProvider]:
    """Those that are configured, by their keys. They need the address of the site to come back."""
    found = [*read_github(), *read_oidc()]
    if found and not site_url:
        raise bad_value("LONGWAVE_URL", "", "signing in by another site needs it, to come back")
    return {provider.key: provider for provider in found}


def read_github() -> list[IdentityProvider]:
    values = read_together("LONGWAVE_GITHUB_CLIENT_ID", "LONGWAVE_GITHUB_CLIENT_SECRET")
    return [IdentityProvider(GITHUB, "GitHub", values[0], values[1])] if values else []


def read_oidc() -> list[IdentityProvider]:
    name = "LONGWAVE_OIDC_ISSUER"
    values = read_together(name, "LONGWAVE_OIDC_CLIENT_ID", "LONGWAVE_OIDC_CLIENT_SECRET")
    if not values:
        return []
    issuer = environment.read_url(name, "https://id.example/realms/blog").rstrip("/")
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise bad_value(name, issuer, "the secret would be sent in plain text: use https")
    label = environment.read_text("LONGWAVE_OIDC_NAME") or str(parts.hostname)
    return [IdentityProvider(OIDC, label, values[1], values[2], issuer)]


def read_together(*names: str) -> list[str]:
    """The values of all of them, or [] if none is set."""
    values = [environment.read_text(name) for name in names]
    if any(values) and not all(values):
        missing = names[values.index("")]
        raise bad_value(missing, "", f"{', '.join(names)} are needed together")
    return values if any(values) else []
