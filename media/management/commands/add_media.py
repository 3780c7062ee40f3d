"""Adds files from the disk, and prints the Markdown that shows each."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from media.inspection import RefusedFile
from media.models import MediaFile
from media.refusal_sentences import refusal_in_words
from media.storing import add_file


class Command(BaseCommand):
    help = (
        "Check, clean and store files, and print the Markdown that shows each of them. "
        "A file that is refused is named with the reason; the others are added all the same."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--owner", metavar="NAME", help="the user whose files they are")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = user_named(options["owner"]) if options["owner"] else None
        refused = 0
        for path in options["files"]:
            try:
                self.stdout.write(added(path, owner).markdown)
            except (RefusedFile, OSError) as error:
                refused += 1
                self.stderr.write(f"{path}: {why_refused(error)}")
        if refused:
            raise CommandError(f"{refused} of {len(options['files'])} files were not added.")


def added(path: Path, owner: Any) -> MediaFile:
    with path.open("rb") as file:
        return add_file(file, path.name, owner)


def user_named(name: str) -> Any:
    users = get_user_model()
    try:
        return users._default_manager.get(username=name)
    except users.DoesNotExist as error:
        raise CommandError(f"There is no user {name!r}.") from error


def why_refused(error: RefusedFile | OSError) -> str:
    return refusal_in_words(error) if isinstance(error, RefusedFile) else str(error.strerror)
