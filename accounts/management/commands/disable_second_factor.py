"""manage.py disable_second_factor: for who has lost the device and the recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.management.named_user import named_user
from accounts.people_access.person_access import remove_second_factor


class Command(BaseCommand):
    help = "Remove the passkeys, the app and the recovery codes of a user, and sign them out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name for signing in")

    def handle(self, *args: Any, **options: Any) -> None:
        user = named_user(options["name"])
        number = remove_second_factor(user, by=None)
        self.stdout.write(f"Removed {number}. {user.username} signs in with the password alone.")
