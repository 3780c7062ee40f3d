"""A form that knows what it was opened with: saving never overwrites what came meanwhile."""

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles import unsaved
from articles.admin.datetime_fields import UnchangedDatetimesMixin
from articles.admin.field_diff import FieldDiff, field_diff, field_text, is_same_text

VERSION = "_version"


class CheckedForm(UnchangedDatetimesMixin, forms.ModelForm):
    """Carries a digest of the values that it shows, in a hidden field.

    Sent back, it must be that of what is stored now. So whatever changes none of the fields, as
    rendering anew does, makes no form out of date. A form without the field is not checked: no
    page of ours sends one.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = False  # what is sent is compared with what is stored
        self.stored_version = values_digest(self.initial) if self.instance.pk else ""
        self.is_stale = False

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
        """What the page carries: once the difference was shown, saving goes on from there."""
        if self.is_stale or self.sent_version is None:
            return self.stored_version
        return self.sent_version

    @cached_property
    def differences(self) -> list[FieldDiff]:
        """Where what was sent is not what is stored."""
        found = []
        for name in self.changed_data:
            bound = self[name]
            old, new = field_text(bound, bound.initial), field_text(bound, self.sent(name))
            if not is_same_text(old, new):
                found.append(field_diff(bound, old, new))
        return found

    def sent(self, name: str) -> Any:
        return self.cleaned_data.get(name, self[name].data)


def values_digest(values: Mapping[str, Any]) -> str:
    """Of all fields, each as it is stored."""
    said = [
        (name, sorted(map(str, v)) if isinstance(v, list) else str(v)) for name, v in values.items()
    ]
    return sha256(repr(sorted(said)).encode("utf-8", "surrogatepass")).hexdigest()


class CheckedRow(forms.ModelForm):
    """A row of a list: it carries the values that it showed, and only what was changed is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def add_initial_prefix(self, field_name: str) -> str:
        """Not ending as the field's own name does: dragging rows sets all that do."""
        return f"{self.add_prefix(field_name)}-shown"

    def clean(self) -> Any:
        cleaned = super().clean()
        for name in set(self.changed_data) & self.initial.keys():
            stored, shown = self.initial[name], self.shown(name)
            if stored not in {shown, self.cleaned_data.get(name)}:
                self.show(name, stored)
                said = {"value": "" if stored is None else stored}
                self.add_error(name, _("This was changed elsewhere: it is “%(value)s” now.") % said)
        return cleaned

    def shown(self, name: str) -> Any:
        field = self.fields[name]
        widget, key = field.hidden_widget(), self.add_initial_prefix(name)
        try:
            return field.to_python(widget.value_from_datadict(self.data, self.files, key))
        except forms.ValidationError:
            return None

    def show(self, name: str, value: Any) -> None:
        """The page that says so carries what is stored, so that saving again is possible."""
        said = cast(QueryDict, self.data).copy()
        said[self.add_initial_prefix(name)] = "" if value is None else str(value)
        self.data = said
