from django.apps import AppConfig
from django.core import checks

from operations.checks import (
    data_is_private,
    theme_compiles,
    theme_fits,
    theme_is_current,
    variables_are_current,
)


class OperationsConfig(AppConfig):
    name = "operations"

    def ready(self) -> None:
        checks.register(data_is_private, checks.Tags.security)
        checks.register(variables_are_current)
        checks.register(theme_is_current, checks.Tags.templates)
        checks.register(theme_compiles, checks.Tags.templates)
        checks.register(theme_fits, checks.Tags.templates)
