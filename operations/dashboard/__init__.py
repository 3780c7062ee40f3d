"""What the first page of the admin shows: what waits for editors, and how the site is.

waiting.py     reviews, plans, articles to look after
site_state.py  sizes, the last backup, versions
"""

from typing import Any

from django.http import HttpRequest

from articles import access
from articles.admin_site import SETTINGS_PERMISSION
from operations.dashboard.site_state import SiteState
from operations.dashboard.waiting import waiting_work


def dashboard_context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's DASHBOARD_CALLBACK. Authors have their desk, and get only the way there."""
    user = access.signed_in_user(request)
    is_editor, owns_site = access.sees_everything(user), user.has_perm(SETTINGS_PERMISSION)
    ours = {
        "is_editor": is_editor,
        "waiting": waiting_work(user) if is_editor else [],
        "site": SiteState.now() if owns_site else None,
    }
    return {**context, **ours}
