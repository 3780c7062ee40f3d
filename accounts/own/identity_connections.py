"""Accounts of other sites by which one signs in: connecting one, removing one."""

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import audit
from accounts.identities.identity_adapter import CONNECT
from accounts.identities.identity_links import (
    ONLY_WAY_IN,
    has_other_way_in,
    identities_of,
    provider_name,
    usable_identities,
)
from accounts.identities.identity_pages import leave
from articles.access import signed_in_user
from blog.recent_sign_in import recently_authenticated
from desk.pages.signed_in import desk_page


@require_http_methods(["GET", "POST"])
@desk_page
@recently_authenticated
def connect_identity_page(request: HttpRequest, provider: str) -> HttpResponse:
    """Leave for the other site. Only a form of ours begins that, so that nobody is led there."""
    if request.method == "GET":
        return redirect("account")
    return leave(request, provider, CONNECT, {"user": str(request.user.pk)})


@require_http_methods(["GET", "POST"])
@desk_page
@recently_authenticated
def remove_identity(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in_user(request)
    found = get_object_or_404(identities_of(user), pk=pk)
    site = provider_name(found.provider)
    if not has_other_way_in(user, without=found):
        messages.error(request, ONLY_WAY_IN)
        return redirect("account")
    if request.method == "POST":
        disconnect(request, found, site)
        return redirect("account")
    context = {
        "heading": _("Remove the account of %(site)s?") % {"site": site},
        "words": _("It will not sign you in here any more."),
        "button": _("Remove it"),
    }
    return render(request, "accounts/question.html", context)


def disconnect(request: HttpRequest, found: SocialAccount, site: str) -> None:
    found.delete()
    audit.record(request.user, audit.Action.IDENTITY_REMOVED, request.user, request, site=site)
    messages.success(request, _("%(site)s signs you in no more.") % {"site": site})


@desk_page
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Who has neither password nor second factor says again who they are by the other site."""
    keys = set(usable_identities(request.user).values_list("provider", flat=True))
    providers = [p for p in settings.IDENTITY_PROVIDERS.values() if p.account_key in keys]
    context = {"providers": providers, "next": request.GET.get("next", "")}
    return render(request, "accounts/sign_in_again.html", context)
