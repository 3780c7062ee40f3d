"""Admin of pages and site settings."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts import audit
from articles import access
from articles.admin.fixes import FixesAdmin
from articles.admin.model_admin import ModelAdmin
from articles.admin_site import warn_of_theme
from articles.models import Page, SiteSettings
from articles.publishing import embed_fetching
from articles.publishing.macros import outdated_texts


@admin.register(Page)
class PageAdmin(FixesAdmin):
    actions: ClassVar = ["take_all_fixes"]
    readonly_fields = ("warnings_found",)
    list_display = ("title", "slug", "is_published", "in_menu", "position")
    list_editable = ("position",)
    search_fields = ("title", "slug", "body")
    fieldsets = (
        (None, {"fields": ("title", "body", "warnings_found")}),
        (_("Place"), {"fields": ("slug", "is_published", "in_menu", "position")}),
        (_("Details"), {"fields": ("language", "dialect")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        public = () if access.may_publish(access.signed_in_user(request)) else ("is_published",)
        return (*self.readonly_fields, *public)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Changing the order in the menu needs the permission to publish."""
        pages = super().get_changelist_instance(request)
        if not self.has_publish_permission(request):
            pages.list_editable = ()
        return pages

    def save_model(self, request: HttpRequest, obj: Page, form: ModelForm, change: bool) -> None:
        if not access.may_publish(access.signed_in_user(request)):
            obj.is_published = False
        super().save_model(request, obj, form, change)


@admin.register(SiteSettings)
class SiteSettingsAdmin(ModelAdmin):
    audited_change = audit.Action.SETTINGS_CHANGED
    fieldsets: ClassVar = (
        (None, {"fields": ("title", "tagline", "description", "author", "language")}),
        (_("Home page"), {"fields": ("hero", "feed_heading")}),
        (_("Lists"), {"fields": ("articles_per_page", "entry_text")}),
        (_("Articles"), {"fields": ("reply_to",)}),
        (_("Formulas"), {"fields": ("macros", "feed_formulas")}),
        (_("Reading"), {"fields": ("offline_reading",)}),
        (_("Embeds"), {"fields": ("fetch_embeds",)}),
        (_("Other sites"), {"fields": ("other_sites",)}),
        (_("Foot of the page"), {"fields": ("links", "footer")}),
    )

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET":
            warn_of_theme(request)
        return super().change_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "fetch_embeds" in form.changed_data:
            embed_fetching.request_all()
        if "macros" in form.changed_data:
            transaction.on_commit(lambda: warn_of_waiting(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """Redirect to the form of the only row."""
        SiteSettings.objects.get_or_create(pk=1)
        return redirect("admin:articles_sitesettings_change", 1)


def warn_of_waiting(request: HttpRequest) -> None:
    """Warn if texts that use changed macros were not rendered immediately."""
    if count := outdated_texts():
        message = _("%(count)d texts use changed macros. Please run: manage.py rerender")
        messages.warning(request, message % {"count": count})
