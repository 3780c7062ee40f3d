"""GitHub. Of what it tells, the name and the verified addresses are looked at."""

from typing import Any

from allauth.socialaccount.providers.github.provider import GitHubProvider
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse

from articles.middleware import absolute_url
from blog.identity_settings import GITHUB


class GitHubSteps(GitHubOAuth2Adapter):
    """The requests to GitHub, in django-allauth's words."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return absolute_url(request, reverse("identity_callback", args=[GITHUB]))


class SignInByGitHub(GitHubProvider):
    oauth2_adapter_class = GitHubSteps

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is stored: the name by which one recognizes the account."""
        return {"label": data.get("login") or str(data["id"]), "name": data.get("name") or ""}
