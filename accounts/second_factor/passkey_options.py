"""What a page tells its script about passkeys."""

import json
from ipaddress import ip_address
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest


def with_options(context: dict[str, Any]) -> dict[str, Any]:
    """Add the options for the browser as JSON, which the form has in an attribute."""
    found = context.get("js_data", {})
    options = found.get("request_options") or found.get("creation_options")
    return context | {"options": json.dumps(options, cls=DjangoJSONEncoder) if options else ""}


def has_passkeys(request: HttpRequest) -> bool:
    """Whether browsers know passkeys of this address: they need a name, not a number."""
    try:
        ip_address(request.get_host().rpartition(":")[0].strip("[]") or request.get_host())
    except ValueError:
        return True
    return False
