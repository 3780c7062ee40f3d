"""What of an export is no text: authors, topics, tags, series, settings and redirects.

What is there already stays as it is, so that an import into another site changes nothing of that.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Q

from articles.models import Category, PathRedirect, Redirect, SiteSettings, User
from articles.models.path_checks import ADDRESS, RedirectTarget
from articles.redirect_files.planning import plan_redirects
from articles.redirect_files.redirect_forms import file_lines, file_text
from transfer.export.list_files import (
    AUTHORS,
    LISTS,
    NAMES_OF_AUTHORS,
    PROFILE_OF_AUTHORS,
    REDIRECTS,
)
from transfer.messages import ImportMessage
from transfer.report import FileRemark
from transfer.restoring.own_lists import BrokenList, Row, listed_rows, site_settings
from transfer.restoring.restored_files import OwnLibrary
from transfer.sites.own_site import SITE_FILE

SOURCE = "import from longwave"
ADD_USER = "articles.add_user"


class RestoredSite:
    """One export. `before()` and `after()` are called around the import of its texts."""

    def __init__(self, library: OwnLibrary) -> None:
        self.library = library
        self.root, self.options, self.report = library.root, library.options, library.report

    def before(self) -> None:
        """Create what the texts name: macros in the settings too."""
        if self.options.by is None or self.options.by.has_perm(ADD_USER):
            self.restore_each(AUTHORS, create_author)
        if self.options.may_change_settings:
            self.attempt(SITE_FILE, restore_settings, site_settings(self.root))
        self.library.add_others()
        for name, model, columns in LISTS:
            self.restore_each(name, partial(create_named, model, columns))

    def after(self) -> None:
        """Add redirects to addresses, and find the files that topics and profiles use."""
        for topic in Category.objects.filter(description__contains="/files/"):
            topic.save()
        for author in User.objects.filter(Q(bio__contains="/files/") | ~Q(picture="")):
            author.save()
        file = self.root / REDIRECTS
        if self.options.sees_everything and file.is_file():
            self.report.redirects += restore_redirects(file_text(file.read_bytes()))

    def restore_each(self, name: str, verb: Callable[[Row], None]) -> None:
        try:
            rows = listed_rows(self.root / name)
        except BrokenList:
            self.remark(name, ImportMessage("list-broken"))
            return
        for row in rows:
            self.attempt(name, verb, row)

    def attempt(self, name: str, verb: Callable[[Row], None], row: Row) -> None:
        """A row that cannot be stored is a remark, and stops no other."""
        try:
            with transaction.atomic():
                verb(row)
        except (ValidationError, DatabaseError, TypeError, ValueError) as error:
            reason = " ".join(getattr(error, "messages", [str(error)]))
            shown = str(row.get("name") or row.get("username") or name)
            self.remark(name, ImportMessage("row-refused", name=shown, reason=reason))

    def remark(self, name: str, message: ImportMessage) -> None:
        self.report.problems.append(FileRemark(name, message))


def create_author(row: Row) -> None:
    """Create an account that cannot sign in until an administrator lets it."""
    texts = {*NAMES_OF_AUTHORS, *PROFILE_OF_AUTHORS} - {"shows_name"}
    values = {name: str(row[name]) for name in texts if name in row}
    if User.objects.filter(username=values.get("username", "")).exists():
        return
    author = User(**values, shows_name=row.get("shows_name") is not False)
    if User.objects.filter(slug=author.slug).exists():
        author.slug = ""  # another has it here: one is made of the name
    author.set_unusable_password()
    author.full_clean(exclude=["email", "password"])
    author.save()


def create_named(model: Any, columns: tuple[str, ...], row: Row) -> None:
    """Create a topic, a tag or a series, unless there is one of exactly this name."""
    values = {name: row[name] for name in columns if name in row}
    thing = model.objects.filter(name=values.get("name", "")).first()
    if thing is None:
        thing = model(**values)
        if model.objects.filter(slug=thing.slug).exists():
            thing.slug = ""  # another has it here: one is made of the name
        thing.full_clean(exclude=["slug"] if not thing.slug else ())
        thing.save()
    for slug in row.get("former_slugs") or ():
        known = {"kind": str(thing.KIND), "slug": str(slug)}
        Redirect.objects.get_or_create(**known, defaults={"target": thing.pk})
    PathRedirect.objects.set_paths(thing, map(str, row.get("aliases") or ()), SOURCE)


def restore_settings(values: Mapping[str, Any]) -> None:
    """Set the settings. Those of another version that are not known here are left out."""
    current = SiteSettings.objects.first() or SiteSettings()
    known = {field.name for field in SiteSettings._meta.concrete_fields} - {"id"}
    for name in known & values.keys():
        setattr(current, name, values[name])
    current.full_clean()
    current.save()


def restore_redirects(text: str) -> int:
    """Add the redirects that no file of a text has. Return their number.

    One to an address of the site may be older than what answers there, or wait for it.
    """
    plan = plan_redirects(file_lines(text, REDIRECTS))
    plan.carry_out(SOURCE)
    waiting = [(line.old, RedirectTarget(ADDRESS, None, line.new)) for line in plan.refused]
    outcome = PathRedirect.objects.set_targets(waiting, SOURCE)
    return len(plan.made) + len(outcome.made)
