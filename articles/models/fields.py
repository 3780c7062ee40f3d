"""A column for texts of several lines, which come from forms, files and commands."""

from typing import Any

from django import forms
from django.db import models

from rendering.line_ends import with_unix_lines


class LinesFormField(forms.CharField):
    """Browsers end lines in two characters: that alone is no change.

    Spaces before the first line and the last line end belong to a text, if there is one.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "strip": False})

    def to_python(self, value: Any) -> Any:
        text = with_unix_lines(super().to_python(value) or "")
        return text if text.strip() else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(with_unix_lines(initial or ""), data)


class LinesField(models.TextField):
    """A TextField that is stored with `\\n` as line ends, whoever writes it.

    Conditions compare with what is stored, since older rows may have other line ends.
    """

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """For migrations it is a TextField: the column is the same."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.TextField", arguments, options

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """Let the instance have what is stored."""
        value = super().pre_save(instance, add)
        if isinstance(value, str):
            value = with_unix_lines(value)
            setattr(instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        value = with_unix_lines(value) if isinstance(value, str) else value
        return super().get_db_prep_save(value, connection)

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": LinesFormField, **options})
