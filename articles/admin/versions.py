"""Forms that detect concurrent changes (optimistic locking)."""

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles import taken_slugs, unsaved
from articles.admin.datetime_fields import UnchangedDatetimesMixin
from articles.admin.field_diff import FieldDiff, field_diff, form_field_text, is_same_text
from articles.models import User

VERSION = "_version"


class VersionedForm(UnchangedDatetimesMixin, forms.ModelForm):
    """Model form with a digest of its initial values in a hidden field.

    The submitted digest must equal that of the stored values. Changes of other columns, such as a
    new rendering, make no form outdated. Forms without the field are not checked; our pages always
    send it.
    """

    user: User | None = None  # who sends it, and reads of other objects only what they may

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = False  # submitted values are compared with stored ones
        self.stored_version = values_digest(self.initial) if self.instance.pk else ""
        self.is_stale = False

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        holder = taken_slugs.slug_holder(self.instance, slug) if self.user and slug else None
        if self.user and holder:
            raise forms.ValidationError(taken_slugs.taken_message(self.user, holder))
        return slug

    def clean(self) -> Any:
        cleaned = super().clean()
        if unsaved.RESUMED in self.data:
            self.add_error(None, _("This is what you sent. It is not saved yet."))
        elif self.sent_version not in {None, self.stored_version} and self.instance.pk:
            self.is_stale = bool(self.differences)
        if self.is_stale:
            self.add_error(
                None, _("It was saved elsewhere meanwhile: see above. Yours is not saved.")
            )
        return cleaned

    @property
    def sent_version(self) -> str | None:
        return self.data.get(VERSION) if self.is_bound else None

    @property
    def version(self) -> str:
        """Digest for the page. After a conflict was shown, it is that of the stored values."""
        if self.is_stale or self.sent_version is None:
            return self.stored_version
        return self.sent_version

    @cached_property
    def differences(self) -> list[FieldDiff]:
        """Fields whose submitted value differs from the stored one."""
        found = []
        for name in self.changed_data:
            bound = self[name]
            old, new = (
                form_field_text(bound, bound.initial),
                form_field_text(bound, self.sent(name)),
            )
            if not is_same_text(old, new):
                found.append(field_diff(bound, old, new))
        return found

    def sent(self, name: str) -> Any:
        return self.cleaned_data.get(name, self[name].data)


def values_digest(values: Mapping[str, Any]) -> str:
    """Digest of the values of all fields."""
    pairs = [
        (name, sorted(map(str, v)) if isinstance(v, list) else str(v)) for name, v in values.items()
    ]
    return sha256(repr(sorted(pairs)).encode("utf-8", "surrogatepass")).hexdigest()


class VersionedRow(forms.ModelForm):
    """Row of a list or inline with hidden initial values; only changed fields are saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def add_initial_prefix(self, field_name: str) -> str:
        """Must not end with the field name: dragging rows sets all inputs that do."""
        return f"{self.add_prefix(field_name)}-shown"

    def clean(self) -> Any:
        cleaned = super().clean()
        for name in set(self.changed_data) & self.initial.keys():
            stored, shown = self.initial[name], self.shown(name)
            if stored not in {shown, self.cleaned_data.get(name)}:
                self.show(name, stored)
                values = {"value": "" if stored is None else stored}
                self.add_error(
                    name, _("This was changed elsewhere: it is “%(value)s” now.") % values
                )
        return cleaned

    def shown(self, name: str) -> Any:
        field = self.fields[name]
        widget, key = field.hidden_widget(), self.add_initial_prefix(name)
        try:
            return field.to_python(widget.value_from_datadict(self.data, self.files, key))
        except forms.ValidationError:
            return None

    def show(self, name: str, value: Any) -> None:
        """Put the stored value into the hidden field, so that the row can be saved again."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_initial_prefix(name)] = "" if value is None else str(value)
        self.data = data
