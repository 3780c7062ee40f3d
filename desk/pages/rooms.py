"""The rooms of the desk: pages from which one chooses. Their head and foot count what waits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import access
from desk.models import Review


def room_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page of a room. Two queries besides those of its context."""
    user = access.signed_in_user(request)
    counts = {
        "waiting_for_user": Review.objects.waiting_for(user).count(),
        "trashed": access.restorable_articles(user).count(),
    }
    return render(request, template, {**counts, **context})
