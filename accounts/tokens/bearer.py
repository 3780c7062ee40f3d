"""Views that programs may ask with a token in `Authorization: Bearer`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts.tokens.access_tokens import AccessToken
from accounts.tokens.token_scopes import TokenScope

View = Callable[..., HttpResponseBase]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class BearerRefused(Exception):
    """The header is of no use here: the status of the answer, a code and a sentence."""

    def __init__(self, status: int, code: str, problem: str) -> None:
        super().__init__(problem)
        self.status, self.code, self.problem = status, code, problem

    def response(self) -> JsonResponse:
        answer = {"reason": self.code, "problem": self.problem}
        response = JsonResponse(answer, status=self.status)
        response.headers["WWW-Authenticate"] = f'Bearer realm="Longwave", error="{self.code}"'
        response.headers["Cache-Control"] = "no-store"
        return response


def accepts_token(scope: TokenScope) -> Callable[[View], View]:
    """Decorate a view that signed-in users open: a token with this scope opens it too.

    The view then has the user of the token in `request.user`, with the permissions that both have.
    Another token is answered by 401 or 403. Without the header nothing changes.
    """

    def decorate(view: View) -> View:
        by_session = csrf_protect(view)

        @wraps(view)
        def by_token(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if "Authorization" not in request.headers:
                return by_session(request, *args, **kwargs)
            try:
                authenticate_bearer(request, scope)
            except BearerRefused as refused:
                return refused.response()
            return view(request, *args, **kwargs)

        # Other sites can make a browser send cookies, but not this header. Reading changes nothing.
        return by_token if scope == TokenScope.READ else csrf_exempt(by_token)

    return decorate


def authenticate_bearer(request: HttpRequest, scope: TokenScope) -> AccessToken:
    """Set `request.user` from the token, and return it. Raises BearerRefused.

    A token that may only read is refused for other methods than GET and HEAD.
    """
    scheme, _space, text = request.headers["Authorization"].partition(" ")
    token: AccessToken | None = AccessToken.objects.find(text.strip())
    if scheme.lower() != "bearer" or token is None:
        raise BearerRefused(401, "invalid_token", "This token is unknown, ended or revoked.")
    if scope not in token.scopes or (scope == TokenScope.READ and request.method not in SAFE):
        raise BearerRefused(403, "insufficient_scope", f"This needs a token that may: {scope}.")
    token.note_use()
    request.user = token.limited_user()
    request.access_token = token  # type: ignore[attr-defined]
    return token
