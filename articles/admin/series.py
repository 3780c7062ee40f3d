"""Admin of series and of the order of their articles."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from articles import access
from articles.admin.model_admin import ModelAdmin, VersionedRow, VisibleObjectsMixin
from articles.models import Article, Series


class SeriesPartsInline(VisibleObjectsMixin, TabularInline):
    """Order of the articles. An article is added to a series on its own page."""

    model = Article
    form = VersionedRow
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
        """Changing the order needs the permission to publish."""
        user = access.signed_in_user(request)
        return user.has_perm("articles.change_series") and access.may_publish(user)


@admin.register(Series)
class SeriesAdmin(ModelAdmin):
    list_display = ("name", "slug", "articles_in_it")
    search_fields = ("name", "slug")
    fields = ("name", "slug", "description")
    inlines: ClassVar = [SeriesPartsInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Series]:
        number = access.visible_count(access.signed_in_user(request), "articles", "articles")
        return super().get_queryset(request).annotate(number=number)

    @display(description=_("articles"), ordering="number")
    def articles_in_it(self, series: Series) -> int:
        return series.number  # type: ignore[attr-defined]
