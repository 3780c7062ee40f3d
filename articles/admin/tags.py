"""Admin of tags: renaming and merging."""

from typing import Any, ClassVar

import taggit.models
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles import access
from articles.admin.action_forms import valid_form_or_page
from articles.admin.model_admin import ModelAdmin, VersionedForm
from articles.models import Article, Tag


class MergeForm(forms.Form):
    title = _("Merge tags")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The widget is made for each form, because it knows the language of the interface."""
        super().__init__(*args, **kwargs)
        self.fields["into"] = forms.ModelChoiceField(
            Tag.objects.all(),
            label=_("Merge them into"),
            help_text=_("Articles keep one tag; the old addresses lead to it."),
            widget=AutocompleteSelect(Article._meta.get_field("tags"), admin.site),
        )


class TagEditForm(VersionedForm):
    """The slug is optional; names must be unique regardless of case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:  # users with view permission only have no fields
            self.fields["slug"].required = False

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if other := Tag.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).first():
            text = _("There is “%(other)s” already. Merge the two instead.")
            raise forms.ValidationError(text % {"other": other})
        return name


# Replaced by the admin below.
admin.site.unregister(taggit.models.Tag)


@admin.register(Tag)
class TagAdmin(ModelAdmin):
    form = TagEditForm
    list_display = ("name", "slug", "articles_with_it")
    search_fields = ("name", "slug")
    actions: ClassVar = ["merge"]
    fields = ("name", "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        number = access.visible_count(
            access.signed_in_user(request), "uses", "uses__content_object"
        )
        return super().get_queryset(request).annotate(number=number)

    @display(description=_("articles"), ordering="number")
    def articles_with_it(self, tag: Tag) -> int:
        return tag.number

    @admin.action(description=_("Merge into one tag…"), permissions=["delete"])
    def merge(self, request: HttpRequest, chosen: QuerySet[Tag]) -> HttpResponse | None:
        answer = valid_form_or_page(self, request, chosen, MergeForm)
        if isinstance(answer, HttpResponse):
            return answer
        target = answer.cleaned_data["into"]
        for tag in chosen.exclude(pk=target.pk):
            tag.merge_into(target)
        messages.success(request, _("Merged into “%(tag)s”.") % {"tag": target})
        return None
