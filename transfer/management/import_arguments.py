"""What commands that import files are told: by whom, and what becomes of what files do not say."""

from argparse import ArgumentParser

from django.core.management.base import CommandError
from django.utils.translation import gettext

from articles.models import User


def add_import_arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--author", metavar="USERNAME", help="who wrote the new articles; the first superuser")
    add("--topic", metavar="NAME", help="the topic of articles whose file names none")
    add(
        "--dates-of-files",
        action="store_true",
        help="an undated article gets the time of its file; else it is a draft",
    )
    add(
        "--folders",
        choices=("topics", "tags", "nothing"),
        default="nothing",
        help="what folders become: the first one a topic and those below it tags, or all tags",
    )


def find_author(username: str | None) -> User:
    """The user of this name, or the first superuser. Raises CommandError."""
    if username is None:
        user = User.objects.filter(is_superuser=True).order_by("pk").first()
        missing = gettext("There is no author. Run manage.py createsuperuser first.")
    else:
        user = User.objects.filter(username=username).first()
        missing = gettext("There is no user %(name)s. Create the account in the admin first.")
    if user is None:
        raise CommandError(missing % {"name": username})
    return user
