"""manage.py add_user: makes an account, and prints a link for choosing its password."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import audit
from accounts.mails.account_links import on_the_site, reset_path
from articles.models import User

ADMINISTRATORS = "administrators"


class Command(BaseCommand):
    help = "Add a user, and print a link with which they choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name for signing in")
        parser.add_argument("--email", default="", help="their address for mails")
        parser.add_argument("--byline", default="", help="the name that readers see")
        parser.add_argument(
            "--role", default="authors", help=f"a group, such as authors, or {ADMINISTRATORS}"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        role, is_administrator = options["role"], options["role"] == ADMINISTRATORS
        group = Group.objects.filter(name=role).first()
        if not group and not is_administrator:
            groups = Group.objects.order_by("name").values_list("name", flat=True)
            names = ", ".join([*groups, ADMINISTRATORS])
            raise CommandError(f"There is no role {role!r}. Use one of: {names}.")
        user = User(username=options["name"], email=options["email"])
        user.display_name = options["byline"]
        user.is_staff, user.is_superuser = True, is_administrator
        user.set_unusable_password()
        try:
            user.full_clean(exclude=["password"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            user.save()
            if group:
                user.groups.add(group)
            audit.record(None, audit.Action.PERSON_ADDED, user)
            audit.record(None, audit.Action.ROLES_CHANGED, user, roles=[role])
        self.stdout.write(f"Added {user.username}. The password is chosen here, within 24 hours:")
        self.stdout.write(on_the_site(reset_path(user)))
