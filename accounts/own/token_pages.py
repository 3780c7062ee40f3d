"""One's own tokens: which there are, making one, revoking one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.tokens.access_tokens import AccessToken
from accounts.tokens.token_form import TokenForm
from articles import access
from blog.recent_sign_in import recently_authenticated
from desk.pages.rooms import room_page
from desk.pages.signed_in import desk_page

ENDED_TOKENS = 20  # of those that work no more, the last ones are listed


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@recently_authenticated
def own_tokens(request: HttpRequest) -> HttpResponse:
    """A new token is in the answer to the form, and nowhere else."""
    user = access.signed_in_user(request)
    form = TokenForm(request.POST if request.method == "POST" else None, user=user)
    made, text = None, ""
    if form.is_valid():
        made, text = AccessToken.objects.make(user, **form.cleaned_data)
        form = TokenForm(user=user)
    theirs = AccessToken.objects.of_owner(user)
    working = theirs.working()
    context = {
        "form": form,
        "made": made,
        "text": text,
        "working": working,
        "ended": theirs.exclude(pk__in=working)[:ENDED_TOKENS],
    }
    response = room_page(request, "accounts/tokens.html", context)
    if text:
        response.headers["Cache-Control"] = "no-store"
    response.status_code = 400 if form.errors else 200
    return response


@require_POST
@desk_page
def revoke_token(request: HttpRequest, token: int) -> HttpResponse:
    user = access.signed_in_user(request)
    get_object_or_404(AccessToken.objects.of_owner(user), pk=token).revoke()
    messages.success(request, _("The token works no more."))
    return redirect("own_tokens")
