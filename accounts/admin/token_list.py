"""The tokens of all users in the admin, which revokes them. Their owners make them at the desk."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.tokens.access_tokens import AccessToken
from articles import access
from articles.admin.model_admin import ReadOnlyAdmin


@admin.register(AccessToken)
class TokenAdmin(ReadOnlyAdmin):
    list_display = ("name", "user", "may", "created_at", "expires_at", "last_used_at", "is_valid")
    list_select_related = ("user",)
    search_fields = ("name", "user__username", "user__display_name")
    actions = ("revoke_chosen",)
    fields = ("name", "user", "may", "created_at", "expires_at", "last_used_at", "revoked_at")
    readonly_fields = fields

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return access.signed_in_user(request).has_perm("accounts.change_accesstoken")

    @admin.display(description=_("may"))
    def may(self, token: AccessToken) -> str:
        return ", ".join(token.scope_names)

    @admin.display(description=_("works"), boolean=True)
    def is_valid(self, token: AccessToken) -> bool:
        return token.works

    @admin.action(description=_("Revoke"), permissions=["revoke"])
    def revoke_chosen(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        tokens = list(chosen.filter(revoked_at=None))
        for token in tokens:
            token.revoke()
        text = ngettext("%(n)d token works no more.", "%(n)d tokens work no more.", len(tokens))
        self.message_user(request, text % {"n": len(tokens)})
