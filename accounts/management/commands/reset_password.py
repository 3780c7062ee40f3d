"""manage.py reset_password: prints a link for who is locked out."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts import audit
from accounts.mails.account_links import on_the_site, reset_path
from accounts.management.named_user import named_user


class Command(BaseCommand):
    help = "Print a link with which a user chooses a new password. It works once, for 24 hours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name for signing in")

    def handle(self, *args: Any, **options: Any) -> None:
        user = named_user(options["name"])
        audit.record(None, audit.Action.PASSWORD_LINK_MADE, user)
        self.stdout.write(on_the_site(reset_path(user)))
