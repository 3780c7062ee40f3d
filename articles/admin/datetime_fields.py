"""Date and time fields that keep the microseconds of unchanged values."""

from datetime import datetime
from typing import Any

from django import forms


class UnchangedDatetimesMixin(forms.BaseForm):
    """Form mixin: keep the initial value where the submitted one equals what was shown.

    Widgets show seconds or minutes only, so saving would otherwise change the value.
    """

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name, moment in self.cleaned_data.items():
            before = self.initial.get(name)
            if isinstance(before, datetime) and moment == shown_datetime(self.fields[name], before):
                self.cleaned_data[name] = before
        return cleaned


def shown_datetime(field: forms.Field, moment: datetime) -> Any:
    """The value that the field returns if its widget is submitted unchanged."""
    widget = field.widget
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.decompress(moment) or (), strict=True)
        return field.clean([each.format_value(value) for each, value in parts])
    return field.clean(widget.format_value(field.prepare_value(moment)))
