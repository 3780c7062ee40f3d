"""Old names that themes may still use for one version: template tags and context variables."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# old -> new
OLD_VARIABLES = {"of": "cache_key", "look": "variant", "list": "listing"}


def with_old_variables(context: dict[str, Any]) -> dict[str, Any]:
    """The context of a template, with its variables under their old names too."""
    old = {old: context[new] for old, new in OLD_VARIABLES.items() if new in context}
    return {**context, **old}


def render_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Like Django's `render()`, with the variables under their old names too."""
    return render(request, template, with_old_variables(context))
