"""The parts of an address."""

from django.urls.converters import IntConverter, StringConverter


class SlugConverter(StringConverter):
    """One part in any script: letters, digits, and what user names have."""

    regex = r"[\w.@+-]+"


class YearConverter(IntConverter):
    """Up to the last year that has a next one."""

    regex = "(?!9999)[1-9][0-9]{3}"


class MonthConverter(IntConverter):
    regex = "0[1-9]|1[0-2]"

    def to_url(self, value: int | str) -> str:
        return f"{int(value):02d}"
