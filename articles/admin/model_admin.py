"""Base class of the model admins: object permissions and conflict checks."""

import re
from typing import Any

from django.contrib import messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models
from django.db.models import QuerySet
from django.forms import Field, ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin as UnfoldModelAdmin

from articles import access, taken_slugs, unsaved
from articles.admin.audited import AuditedMixin
from articles.admin.versions import VersionedForm, VersionedRow
from articles.filters import clean_words
from articles.models import User
from articles.models.base import Sluggable
from articles.publishing import history

LIST_LENGTH = 15  # rows of a list; each is up to four kilobytes of HTML
INDENTS = re.compile(rb"\n\s+")
FORM_ERRORS = "admin/articles/_form_errors.html"
# Lookups that URLs of lists may use. Others would allow guessing texts letter by letter.
LOOKUPS = frozenset(
    ("id", "exact", "isnull", "in", "gt", "gte", "lt", "lte", "year", "month", "day")
)


class VisibleObjectsMixin:
    """Restricts lists and choices of fields to the objects that `access` makes visible."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        objects = super().get_queryset(request)  # type: ignore[misc]
        return access.visible_objects(access.signed_in_user(request), objects)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        self.limit_choices(db_field, request, kwargs)
        found: Field | None = super().formfield_for_foreignkey(  # type: ignore[misc]
            db_field, request, **kwargs
        )
        return found

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        self.limit_choices(db_field, request, kwargs)
        found: Field | None = super().formfield_for_manytomany(  # type: ignore[misc]
            db_field, request, **kwargs
        )
        return found

    def limit_choices(self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        objects = db_field.remote_field.model._default_manager.all()
        kwargs.setdefault(
            "queryset", access.visible_objects(access.signed_in_user(request), objects)
        )


class PlainAdmin(AuditedMixin, VisibleObjectsMixin, UnfoldModelAdmin):
    """Base of all model admins: short lists, the time zone of dates, links to what was refused."""

    list_per_page = LIST_LENGTH
    show_facets = ShowFacets.NEVER
    list_before_template = FORM_ERRORS
    change_form_before_template = FORM_ERRORS

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Name the time zone: that of the browser may be another one."""
        field: Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(db_field, models.DateTimeField):
            zone = _("Time zone: %(zone)s.") % {"zone": timezone.get_current_timezone_name()}
            field.help_text = f"{field.help_text} {zone}".strip()
        return field

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().changelist_view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            response.add_post_render_callback(remove_indents)
        return response


class ReadOnlyAdmin(PlainAdmin):
    """Rows that nobody adds, changes or deletes in the admin."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def remove_indents(response: HttpResponse) -> None:
    """A fifth of a list is indents of Unfold's templates. A list has no preformatted text."""
    response.content = INDENTS.sub(b"\n", response.content)


class ModelAdmin(PlainAdmin):
    """Base model admin. Its form detects concurrent changes and keeps rejected input."""

    form = VersionedForm
    change_form_before_template = "admin/articles/version.html"

    # Permissions

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may: bool = super().has_view_permission(request, obj)
        return may and access.may_see(access.signed_in_user(request), obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may: bool = super().has_change_permission(request, obj)
        return may and access.may_edit(access.signed_in_user(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may: bool = super().has_delete_permission(request, obj)
        return may and access.may_edit(access.signed_in_user(request), obj)

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj) and access.may_publish(
            access.signed_in_user(request)
        )

    def editable(self, request: HttpRequest, chosen: QuerySet[Any]) -> QuerySet[Any]:
        """The selected objects that an action may change."""
        return access.editable_objects(access.signed_in_user(request), chosen)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow the lookups of the filters of this list only."""
        filters = self.get_list_filter(request)
        offered = [filter_name(each) for each in filters]
        return any(
            lookup == name
            or (lookup.startswith(f"{name}__") and LOOKUPS.issuperset(lookup_parts(lookup, name)))
            for name in (*offered, self.date_hierarchy)
        )

    def get_ordering(self, request: HttpRequest) -> Any:
        """The ordering of the model, which Django ignores for querysets with aggregates."""
        return self.ordering or self.model._meta.ordering

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search for as many words as the pages of readers do: a database refuses thousands."""
        words = clean_words(search_term)
        found: tuple[QuerySet[Any], bool] = super().get_search_results(request, queryset, words)
        return found

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:  # a year out of range
            raise IncorrectLookupParameters(str(error)) from error

    # Views that show other objects than the requested one

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Give protected articles as a number only, since they may belong to others."""
        gone, counts, wanting, kept = super().get_deleted_objects(objs, request)
        if not access.sees_everything(access.signed_in_user(request)):
            gone = [each for each in gone if isinstance(each, str)]
            number = ngettext("%(n)d article", "%(n)d articles", len(kept)) % {"n": len(kept)}
            kept = [number] if kept else []
        return gone, counts, wanting, kept

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        response = super().history_view(request, object_id, *args, **kwargs)
        user = access.signed_in_user(request)
        for entry in getattr(response, "context_data", {}).get("action_list", ()):
            entry.user = User(username=access.name_for(user, entry.user))
            if self.inlines and not access.sees_everything(user):
                entry.change_message = ""  # it contains titles of articles
        return response

    # Addresses

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)  # a class made for this request
        form.user = access.signed_in_user(request)
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if isinstance(obj, Sluggable) and "slug" in form.changed_data:
            self.tell_of_former_holder(request, obj)

    def tell_of_former_holder(self, request: HttpRequest, obj: Sluggable) -> None:
        if holder := taken_slugs.former_slug_holder(obj, obj.slug):
            user = access.signed_in_user(request)
            messages.warning(request, taken_slugs.former_message(user, holder))

    # Concurrent changes

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Lock the row while saving: the form compares its values with the stored ones."""
        if request.method == "POST" and connection.in_atomic_block and from_field is None:
            lock_rows(self.model, object_id)
        return super().get_object(request, object_id, from_field)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show submitted text again if it cannot be saved."""
        if request.method != "POST" or not unsaved.is_object_form(request):
            return super().changeform_view(request, object_id, *args, **kwargs)
        if object_id and self.get_object(request, unquote(object_id)) is None:
            return unsaved.unsaved_page(request, unsaved.GONE, status=404)
        try:
            with history.change(request.user):
                return super().changeform_view(request, object_id, *args, **kwargs)
        except PermissionDenied:
            return unsaved.unsaved_page(request, unsaved.REFUSED, status=403)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[ModelForm]:
        form: type[ModelForm] = super().get_changelist_form(
            request, **{"form": VersionedRow, **kwargs}
        )
        return form

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or "_save" not in request.POST:
            with history.changes_by(request.user):
                return super().changelist_view(request, *args, **kwargs)
        with history.change(request.user):
            lock_rows(self.model)
            return super().changelist_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with history.changes_by(request.user):
            return super().delete_view(request, *args, **kwargs)


def filter_name(each: Any) -> str:
    """The name in URLs of an entry of `list_filter`: a field, one with its class, or a class."""
    if isinstance(each, tuple):
        return str(each[0])
    return str(getattr(each, "parameter_name", each))


def lookup_parts(lookup: str, name: str) -> list[str]:
    return lookup.removeprefix(f"{name}__").split("__")


def lock_rows(model: type[models.Model], pk: Any = None) -> None:
    """Lock one row, or all rows of a small table, until the transaction ends.

    SQLite ignores this: its write transactions are exclusive.
    """
    rows = model._base_manager.select_for_update()
    try:
        list((rows.filter(pk=pk) if pk else rows.order_by("pk")).values_list("pk"))
    except (ValueError, ValidationError):
        return  # not a valid id: there is no such row
