"""Admin of redirects by path: old addresses, and where they lead."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect, get_select2_language
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AllValuesCheckboxFilter, ChoicesDropdownFilter
from unfold.decorators import display

from articles import access
from articles.admin.article_list import SELECT2
from articles.admin.model_admin import ModelAdmin, VersionedForm
from articles.admin.redirect_imports import RedirectFilesAdmin
from articles.models import Article, PathRedirect, Redirect
from articles.models.path_checks import ADDRESS, RedirectTarget, verdicts
from articles.models.path_owners import MODELS, names_by_key, things_of
from articles.models.path_targets import targets_of
from articles.paths.normal import read_address

ARTICLE = Redirect.Kind.ARTICLE
BOTH = _("Choose an article or write an address, not both.")
NEITHER = _("Choose an article, or write an address.")


class RedirectForm(VersionedForm):
    """An old address, and the article or the address that it leads to."""

    target: RedirectTarget | None = None

    class Meta:
        model = PathRedirect
        fields = ("path", "address")
        labels: ClassVar = {"address": _("or to the address")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        stored = kwargs.get("instance")
        initial = address_shown(stored) if stored and stored.pk else {}
        super().__init__(*args, **{**kwargs, "initial": {**kwargs.get("initial", {}), **initial}})
        if "path" in self.fields:  # users with view permission only have no fields
            # The widget is made for each form, because it knows the language of the interface.
            self.fields["article"] = forms.ModelChoiceField(
                access.visible_objects(self.user, Article.objects.all()) if self.user else None,
                required=False,
                label=_("leads to the article"),
                widget=AutocompleteSelect(Article._meta.get_field("translation_of"), admin.site),
            )
            self.order_fields(["path", "article", "address"])

    def clean(self) -> Any:
        cleaned = super().clean()
        if not self.errors:
            self.target = self.cleaned_target()
        if self.target:
            rows = PathRedirect.objects.exclude(pk=self.instance.pk)
            (found,) = verdicts(rows, [(cleaned["path"], self.target)], {})
            if found.reason:
                self.add_error("path", found.reason)
            elif found.is_there:
                self.add_error("path", _("This address leads there already."))
            cleaned |= {"path": str(found.old), "address": self.target.address}
        return cleaned

    def cleaned_target(self) -> RedirectTarget | None:
        """The target, or None after an error was added."""
        article, address = self.cleaned_data["article"], self.cleaned_data["address"]
        if bool(article) == bool(address):
            self.add_error("address", BOTH if article else NEITHER)
            return None
        if article:
            return RedirectTarget(ARTICLE, article.pk)
        target = targets_of([address])[address]
        if isinstance(target, str):
            self.add_error("address", target)
            return None
        return target

    def save(self, commit: bool = True) -> Any:
        """The redirect with what follows from its path and its target."""
        assert self.target is not None
        self.instance.old_address = read_address(self.instance.path)
        self.instance.target_value = self.target
        return super().save(commit)


def address_shown(redirect: PathRedirect) -> dict[str, Any]:
    """The values of the form: the article, or the address that the target has now."""
    if redirect.kind == ARTICLE:
        return {"article": redirect.target, "address": ""}
    if redirect.kind == ADDRESS:
        return {"address": redirect.address}
    thing = things_of(redirect.kind).filter(pk=redirect.target).first()
    return {"address": thing.get_absolute_url() if thing else ""}


class RedirectList(ChangeList):
    """The rows of a page with the names of what they lead to, by a query for each kind."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        name_targets(self.result_list)


def name_targets(redirects: list[Any]) -> None:
    """Set `target_name`, by a query for each kind; '' for what was deleted."""
    names = names_by_key([(each.kind, each.target) for each in redirects])
    for each in redirects:
        each.target_name = names.get((each.kind, each.target), "")


def source_in_words(source: str) -> str:
    system = source.removeprefix(PathRedirect.IMPORTED)
    return source if system == source else gettext("import from %(system)s") % {"system": system}


class SourceFilter(AllValuesCheckboxFilter):
    """The sources in words. With facets, numbers stand behind them."""

    def choices(self, changelist: ChangeList) -> Any:
        for shown in super().choices(changelist):
            field = shown["form"].fields[self.lookup_kwarg]
            field.choices = [
                (value, str(label).replace(str(value), source_in_words(str(value)), 1))
                for value, label in field.choices
            ]
            yield shown


@admin.register(PathRedirect)
class PathRedirectAdmin(RedirectFilesAdmin, ModelAdmin):
    form = RedirectForm
    list_display = ("path", "leads_to", "came_from", "created_at")
    list_filter: ClassVar = [("kind", ChoicesDropdownFilter), ("source", SourceFilter)]
    list_filter_submit = True
    search_fields = ("path", "address")
    show_full_result_count = False

    @property
    def media(self) -> forms.Media:
        """With the words of select2 in the language of the interface, which Unfold leaves out."""
        words = f"{SELECT2}/i18n/{get_select2_language()}.js"
        files = [f"{SELECT2}/select2.full.js", words, "admin/js/jquery.init.js"]
        return super().media + forms.Media(js=files)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        is_form = obj is None or self.has_change_permission(request, obj)
        return ("path", "article", "address") if is_form else ("path", "leads_to")

    def get_form(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        """The field `article` is added by the form itself."""
        return super().get_form(request, obj, **{**options, "fields": ("path", "address")})

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return RedirectList

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.source = access.signed_in_user(request).get_username()[:100]
        super().save_model(request, obj, form, change)
        PathRedirect.objects.flatten({obj.old_address: obj.target_value})

    @display(description=_("source"), ordering="source")
    def came_from(self, redirect: Any) -> str:
        return source_in_words(redirect.source)

    @display(description=_("leads to"), ordering="kind")
    def leads_to(self, redirect: Any) -> Any:
        if redirect.kind == ADDRESS:
            return redirect.address
        if not hasattr(redirect, "target_name"):
            name_targets([redirect])
        kind = MODELS[redirect.kind].name
        return format_html("{} · {}", kind, redirect.target_name or _("what was deleted"))
