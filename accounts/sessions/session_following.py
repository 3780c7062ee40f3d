"""Notes in the session and in the table who uses it, and ends sessions that are too old."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.db import OperationalError
from django.http import HttpRequest
from django.utils import timezone

from accounts.sessions.session_rows import LONGEST_AGENT, UserSession
from blog.client_address import client_address
from blog.recent_sign_in import SIGNED_IN_AT

SEEN_AT = "seen_at"  # in the session, in seconds since 1970
PAUSE = 600  # seconds between two notes of the same session


def begin_session(sender: Any, request: HttpRequest, user: Any, **_more: Any) -> None:
    """Receiver of Django's `user_logged_in`, which tells of each way of signing in."""
    if not request.session.session_key:
        request.session.save()
    request.session[SIGNED_IN_AT] = timezone.now().timestamp()
    note_use(request, user)


def follow_session(request: HttpRequest) -> None:
    """Called with each request to the desk and the admin: no query, but one every ten minutes."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return
    now = timezone.now().timestamp()
    # A session of an earlier version begins now.
    began = request.session.setdefault(SIGNED_IN_AT, now)
    if now - began > settings.SESSION_DAYS * 86_400:
        logout(request)
    elif now - request.session.get(SEEN_AT, 0) > PAUSE:
        note_use_if_possible(request)


def note_use_if_possible(request: HttpRequest) -> None:
    """While nothing can be written, pages can be read all the same: a later request notes it."""
    try:
        note_use(request, request.user)
    except OperationalError:
        request.session.modified = False


def note_use(request: HttpRequest, user: Any) -> None:
    """Saving the session puts off its end too: SESSION_COOKIE_AGE is the time without use."""
    now = timezone.now()
    request.session[SEEN_AT] = now.timestamp()
    address, agent = client_address(request), request.headers.get("User-Agent", "")
    began = datetime.fromtimestamp(request.session[SIGNED_IN_AT], timezone.get_current_timezone())
    values = {
        "user": user,
        "seen_at": now,
        "address": str(address) if address else None,
        "user_agent": agent[:LONGEST_AGENT],
    }
    UserSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults=values,
        create_defaults={**values, "began_at": began},
    )


def delete_old_sessions() -> None:
    """Once a day: forget the sessions that nobody can use any more."""
    before = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    UserSession.objects.filter(seen_at__lt=before).delete()
