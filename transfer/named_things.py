"""Finds what files name: people, topics, series and tags. Each is asked for once an import."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q

from articles.models import Category, Series, Tag, User
from transfer.import_options import ImportOptions


class NamedThings:
    def __init__(self, options: ImportOptions) -> None:
        self.options = options
        self.authors: dict[str, User | None] = {}
        self.known: dict[tuple[type[Any], str], Any] = {}

    def forget(self) -> None:
        """Ask for all again: somebody may have deleted one."""
        self.authors, self.known = {}, {}

    def author(self, name: str | None) -> User | None:
        """Return the user with this user name or name for readers."""
        if not name or not self.options.may_name_authors:
            return None
        if name not in self.authors:
            is_named = Q(username__iexact=name) | Q(display_name__iexact=name)
            self.authors[name] = User.objects.filter(is_named).order_by("pk").first()
        return self.authors[name]

    def is_unknown_author(self, name: str | None) -> bool:
        return bool(name and self.options.may_name_authors) and self.author(name) is None

    def topic(self, name: str | None) -> Category | None:
        return self.named(Category, name) if name else None

    def series(self, name: str | None) -> Series | None:
        return self.named(Series, name) if name else None

    def tag(self, name: str) -> Tag:
        return self.named(Tag, name)

    def named(self, model: type[Any], name: str) -> Any:
        """Return the topic, series or tag of exactly this name, else in another case; if need be a
        new one."""
        key = model, name
        if known := self.known.get(key):
            return known
        alike = list(model.objects.filter(name__iexact=name))
        exact = [each for each in alike if each.name == name]
        found = next(iter([*exact, *alike]), None) or created(model, name)
        # Not known before the commit: a rollback would delete it.
        transaction.on_commit(partial(self.known.setdefault, key, found))
        return found


def created(model: type[Any], name: str) -> Any:
    thing = model(name=name)
    # taggit gives tags a free slug when they are saved
    thing.full_clean(exclude=("slug",) if model is Tag else ())
    thing.save()
    return thing
