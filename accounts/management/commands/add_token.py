"""manage.py add_token: makes a token for a program, and prints it once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from accounts.management.named_user import named_user
from accounts.tokens.access_tokens import AccessToken
from accounts.tokens.token_form import TokenForm


class Command(BaseCommand):
    help = "Make a token by which a program acts for a user. It is printed once, and never again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the name with which the user signs in")
        parser.add_argument("name", help="what the token is for")
        parser.add_argument("--scopes", nargs="+", default=["read"], help="what it may: read")
        parser.add_argument("--days", type=int, default=90, help="how long it works")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        user = named_user(options["user"])
        form = TokenForm(options, user=user)
        if not form.is_valid():
            raise CommandError(
                " ".join(str(text) for texts in form.errors.values() for text in texts)
            )
        token, text = AccessToken.objects.make(user, **form.cleaned_data)
        self.stdout.write(text)
        self.stderr.write(f"It works until {token.expires_at:%Y-%m-%d}. Keep it: it is shown once.")
