"""What `manage.py check` says of the machine."""

from typing import Any

from django.conf import settings
from django.core.checks import Warning as Objection
from django.db import connection

from blog import private


def data_is_private(**_given: Any) -> list[Objection]:
    """Others on the machine can read neither the database nor the key."""
    database = connection.settings_dict["NAME"] if connection.vendor == "sqlite" else ""
    paths = private.too_open(settings.DATA, str(database), settings.GROUP)
    if not paths:
        return []
    advice = "`make run` closes them to others, and says where it cannot."
    return [Objection(private.open_to_others(paths), hint=advice, id="operations.W001")]
