"""Series, and the order of the articles in them."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display

from articles.models import Article, Series


class Parts(TabularInline):
    """The order is set here; articles join a series on their own page."""

    model = Article
    fields = ("title", "part", "status", "published_at")
    readonly_fields = ("title", "status", "published_at")
    ordering = ("part", "published_at")
    ordering_field = "part"
    hide_ordering_field = False
    extra = 0
    can_delete = False
    show_change_link = True
    verbose_name_plural = _("articles")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.change_series")


@admin.register(Series)
class SeriesAdmin(ModelAdmin):
    list_display = ("name", "slug", "articles_in_it")
    search_fields = ("name", "slug")
    fields = ("name", "slug", "description")
    inlines: ClassVar = [Parts]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Series]:
        return super().get_queryset(request).annotate(number=Count("articles"))

    @display(description=_("articles"), ordering="number")
    def articles_in_it(self, series: Series) -> int:
        return series.number  # type: ignore[attr-defined]
