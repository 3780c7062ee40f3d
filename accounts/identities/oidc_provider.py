"""OpenID Connect: django-allauth makes the requests, and what is answered is checked here."""

from typing import Any

from allauth.socialaccount import app_settings
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

from accounts.identities.id_token import TokenRefused, verified_claims
from accounts.sign_in_throttle import attempt_key
from articles.middleware import absolute_url
from blog.identity_settings import OIDC

STORED = ("sub", "email", "email_verified", "preferred_username", "name")
DISCOVERED_FOR = 600  # seconds


class OpenIDSteps(OpenIDConnectOAuth2Adapter):
    """The requests to the provider. An answer that cannot be trusted raises OAuth2Error."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, OIDC)

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return absolute_url(request, reverse("identity_callback", args=[OIDC]))

    @property
    def issuer(self) -> str:
        return str(self.get_provider().app.settings["server_url"])

    @property
    def openid_config(self) -> dict[str, Any]:
        """The discovery document, which must be that of the configured issuer."""
        key = attempt_key("openid", self.issuer)
        if (found := cache.get(key)) is None:
            found = self.fetched(f"{self.issuer}/.well-known/openid-configuration")
            if str(found.get("issuer", "")).rstrip("/") != self.issuer:
                raise OAuth2Error("the discovery document is that of another issuer")
            cache.set(key, found, DISCOVERED_FOR)
        return dict(found)

    def fetched(self, address: str, **headers: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address, headers=headers)
            answer.raise_for_status()
        found = answer.json()
        if not isinstance(found, dict):
            raise OAuth2Error("the provider answers with something else than an object")
        return found

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        found, config = kwargs["response"].get("id_token", ""), self.openid_config
        self.refuse_other_issuer(request)
        try:
            claims = verified_claims(
                found,
                self.fetched(config["jwks_uri"]),
                issuer=config["issuer"],
                client_id=app.client_id,
            )
        except TokenRefused as error:
            raise OAuth2Error(f"ID token: {error}") from error
        if len(claims["sub"]) > app_settings.UID_MAX_LENGTH:
            raise OAuth2Error("the name of the person is too long to be stored")
        told = {**claims, **self.user_info(config, token.token, claims["sub"])}
        stored = {name: told[name] for name in STORED if name in told}
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": stored})
        login.nonce = claims.get("nonce", "")
        return login

    def refuse_other_issuer(self, request: HttpRequest) -> None:
        """RFC 9207: a provider may say who it is beside its code."""
        if request.GET.get("iss", self.issuer).rstrip("/") != self.issuer:
            raise OAuth2Error("the answer is that of another issuer")

    def user_info(self, config: dict[str, Any], access_token: str, subject: str) -> dict[str, Any]:
        """What the provider tells beside the token; {} if it has no such address."""
        if not (address := config.get("userinfo_endpoint")):
            return {}
        found = self.fetched(address, Authorization=f"Bearer {access_token}")
        if found.get("sub") != subject:
            raise OAuth2Error("the details are those of somebody else")
        return found


class SignInByOpenID(OpenIDConnectProvider):
    id = OIDC
    oauth2_adapter_class = OpenIDSteps

    def get_oauth2_adapter(self, request: HttpRequest) -> OpenIDSteps:
        return self.oauth2_adapter_class(request)

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        found = data["userinfo"]
        label = found.get("preferred_username") or found.get("email") or found["sub"]
        return {"label": str(label), "name": str(found.get("name") or "")}
