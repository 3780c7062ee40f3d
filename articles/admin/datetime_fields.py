"""Dates in forms: what was not changed stays as it was, to the microsecond."""

from datetime import datetime
from typing import Any

from django import forms


class UnchangedDatetimesMixin(forms.BaseForm):
    """A form shows dates by the second, or by the minute; saved again they must not move."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name, moment in self.cleaned_data.items():
            before = self.initial.get(name)
            if isinstance(before, datetime) and moment == shown_datetime(self.fields[name], before):
                self.cleaned_data[name] = before
        return cleaned


def shown_datetime(field: forms.Field, moment: datetime) -> Any:
    """What the field makes of the moment when nobody touches it."""
    widget = field.widget
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.decompress(moment) or (), strict=True)
        return field.clean([each.format_value(value) for each, value in parts])
    return field.clean(widget.format_value(field.prepare_value(moment)))
