"""System checks: files that other accounts can read, former names, errors in themes."""

from typing import Any

from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.db import connection

from articles.theme_overrides import Theme
from articles.theme_templates import broken_templates
from articles.theme_updates import theme_updates
from articles.theme_warnings import theme_warnings
from blog import file_modes
from blog.renamed_variables import renamed_warnings


def data_is_private(**_given: Any) -> list[CheckWarning]:
    """Warn where other accounts of this machine can read the database or the secret key."""
    database = connection.settings_dict["NAME"] if connection.vendor == "sqlite" else ""
    paths = file_modes.open_secret_paths(settings.DATA, str(database), settings.GROUP)
    if not paths:
        return []
    advice = "`make run` closes them to others, and says where it cannot."
    return [CheckWarning(file_modes.open_paths_message(paths), hint=advice, id="operations.W001")]


def variables_are_current(**_given: Any) -> list[CheckWarning]:
    """Warn of each environment variable that is set under its former name."""
    advice = "docs/configure.md lists the variables."
    return [CheckWarning(text, hint=advice, id="operations.W002") for text in renamed_warnings()]


def theme_is_current(**_given: Any) -> list[CheckWarning]:
    """Warn of each file of the theme that has or uses a former name."""
    advice = "docs/theming.md lists the names."
    return [CheckWarning(text, hint=advice, id="operations.W003") for text in theme_warnings()]


def theme_compiles(**_given: Any) -> list[CheckWarning]:
    """Warn of each template of the theme that cannot be compiled."""
    advice = "Our own template is shown until the error is corrected."
    return [CheckWarning(text, hint=advice, id="operations.W004") for text in broken_templates()]


def theme_fits(**_given: Any) -> list[CheckWarning]:
    """Warn of what the theme overrides and this version does not have, or has changed."""
    advice = "See: manage.py theme check"
    lines = [*Theme().problems(), *map(str, theme_updates())]
    return [CheckWarning(text, hint=advice, id="operations.W005") for text in lines]
