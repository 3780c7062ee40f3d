"""The user's address for mails. A new one counts when its owner has confirmed it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.mails.account_links import address_of_link
from accounts.mails.letters import ADDRESS_ASKED
from accounts.mails.posting import post_later, post_to_new_address_later, sends_mail
from articles.access import signed_in_user
from blog.recent_sign_in import recently_authenticated
from desk.pages.signed_in import desk_page


class AddressForm(forms.Form):
    address = forms.EmailField(
        label=gettext_lazy("New address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "autofocus": True}),
    )


@desk_page
@recently_authenticated
def own_address(request: HttpRequest) -> HttpResponse:
    form, user = AddressForm(request.POST or None), signed_in_user(request)
    if request.method == "POST" and form.is_valid():
        ask_for_address(request, user, form.cleaned_data["address"])
        return redirect("account")
    context = {
        "form": form,
        "heading": _("Change your address"),
        "words": _("Mails go to %(address)s now.") % {"address": user.email}
        if user.email
        else _("You have no address yet: mails of this site do not reach you."),
        "button": _("Save"),
    }
    return render(request, "accounts/question.html", context)


def ask_for_address(request: HttpRequest, user: Any, address: str) -> None:
    """Mail both addresses. A site without mail cannot, and believes its users."""
    if not sends_mail():
        change_address(request, user, address)
        return
    post_later(ADDRESS_ASKED, user, address=address)
    post_to_new_address_later(user, address)
    words = _("A mail with a link is on its way to %(address)s. Until it is used, nothing changes.")
    messages.success(request, words % {"address": address})


def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Opened from the mail, perhaps in a browser in which nobody is signed in."""
    found = address_of_link(token)
    if found and request.method == "POST":
        change_address(request, *found)
        return redirect("account")
    context = {"address": found[1] if found else ""}
    return render(request, "accounts/confirm_address.html", context)


def change_address(request: HttpRequest, user: Any, address: str) -> None:
    user.email = address
    user.save(update_fields=["email"])
    audit.record(user, audit.Action.ADDRESS_CHANGED, user, request=request)
    messages.success(request, _("Mails go to %(address)s now.") % {"address": address})
