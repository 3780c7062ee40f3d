"""The user that a command is about."""

from django.core.management.base import CommandError

from articles.models import User


def named_user(name: str) -> User:
    """Raises CommandError, which names some users."""
    found = User.objects.filter(username=name).first()
    if found is None:
        known = ", ".join(User.objects.order_by("username").values_list("username", flat=True)[:20])
        raise CommandError(f"There is no user {name!r}. Users are: {known}.")
    return found
