"""Pages, and the settings of the site."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from articles.admin.fixes import FixesAdmin
from articles.models import Page, SiteSettings


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


@admin.register(SiteSettings)
class SiteSettingsAdmin(ModelAdmin):
    fieldsets: ClassVar = (
        (None, {"fields": ("title", "tagline", "description", "author", "language")}),
        (_("Home page"), {"fields": ("hero", "feed_heading", "articles_per_page")}),
        (_("Foot of the page"), {"fields": ("links", "footer")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """There is one row: the list is the form."""
        SiteSettings.objects.get_or_create(pk=1)
        return redirect("admin:articles_sitesettings_change", 1)
