"""Views that are imported when somebody first opens them.

django-allauth with its cryptography takes 5 MB and 40 ms. A process that only answers readers needs
none of it.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string


def lazy_view(path: str) -> Callable[..., HttpResponseBase]:
    """Return a view that calls the one at this dotted path."""

    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = import_string(path)(request, *args, **kwargs)
        return response

    return view
