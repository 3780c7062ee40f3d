"""Admin of topics; deleting a topic moves its articles."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from articles import access
from articles.admin.action_forms import valid_form_or_page
from articles.admin.deletion import with_trash
from articles.admin.model_admin import ModelAdmin
from articles.models import Article, Category


class SuccessorForm(forms.Form):
    title = _("Delete, and move the articles")
    successor = forms.ModelChoiceField(
        Category.objects.all(), label=_("The articles go to"), widget=UnfoldAdminSelectWidget
    )


@admin.register(Category)
class CategoryAdmin(ModelAdmin):
    list_display = ("name", "slug", "position", "articles_in_it")
    list_editable = ("position",)
    search_fields = ("name", "slug")
    actions: ClassVar = ["delete_and_move"]
    fields = ("name", "slug", "description", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        number = access.visible_count(access.signed_in_user(request), "articles", "articles")
        return super().get_queryset(request).annotate(number=number)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Say also where articles are that no list shows, but keep the topic."""
        found = super().get_deleted_objects(objs, request)
        return with_trash(found, request, Article.objects.filter(category__in=objs))

    @display(description=_("articles"), ordering="number")
    def articles_in_it(self, topic: Category) -> int:
        return topic.number  # type: ignore[attr-defined]

    @admin.action(description=_("Delete, and move the articles to…"), permissions=["delete"])
    def delete_and_move(
        self, request: HttpRequest, chosen: QuerySet[Category]
    ) -> HttpResponse | None:
        answer = valid_form_or_page(self, request, chosen, SuccessorForm)
        if isinstance(answer, HttpResponse):
            return answer
        successor = answer.cleaned_data["successor"]
        if chosen.filter(pk=successor.pk).exists():
            messages.error(request, _("A topic that is to be deleted cannot take the articles."))
            return None
        for topic in chosen:
            topic.replace_with(successor)
        messages.success(
            request, _("Done: every article is in “%(topic)s” now.") % {"topic": successor}
        )
        return None
