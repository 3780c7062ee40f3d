"""A site with somebody of each role, and the objects that addresses name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from accounts.models import Invitation, UserSession
from accounts.roles.role_table import ROLES
from articles.models import Article, Category, Series, Tag, User
from tests.access.objects import make_objects
from tests.access.owned import Things, Values, give, make_owned
from tests.access.roles_and_states import ANONYMOUS, CHIEF, NOBODY, OTHERS, OWN, READER
from tests.access.url_map import Address
from tests.factories import make_topic, make_user


@dataclass(frozen=True)
class Case:
    """What an address is asked about: whose it is, its state, and the values of its parts."""

    owner: str
    state: str
    values: Values


class AccessSite:
    def __init__(self) -> None:
        make_objects()
        rival = User.objects.get(username="rival")
        about = {"topic": Category.objects.get(), "series": Series.objects.get()}
        self.theirs = make_owned(rival, **about)
        self.guest = make_guest()
        self.common = common_values(self.guest)
        self.given = make_owned(make_user("giver"), **about)
        self.people = people()
        make_topic("Language"), Tag.objects.create(name="other")  # which nothing uses

    def cases(self, address: Address, person: User | None) -> Iterator[Case]:
        """`own` are those of the person, if there is one."""
        if not address.kind:
            named = {"slug": self.common[kind]} if (kind := kind_of_list(address)) else {}
            yield Case("", "", {**self.common, **last_of(address), **named})
            return
        owners = [(OTHERS, self.theirs, self.guest)]
        owners += [(OWN, self.given, person)] if person else []
        for owner, things, user in owners:
            for state, values in of_kind(things, address, user).items():
                yield Case(owner, state, {**self.common, **values})

    def give_to(self, person: User) -> None:
        give(self.given, person)


def of_kind(things: Things, address: Address, user: Any) -> dict[str, Values]:
    if address.kind == "person":
        return {"": dict.fromkeys(("person", "object_id", "id"), user.pk)}
    kind = "article" if address.kind in {"formula", "site"} else address.kind
    return {state: values for (each, state), values in things.items() if each == kind}


def kind_of_list(address: Address) -> str:
    """Whose list of articles it is: topic, tag, series or author; `` for other addresses."""
    found = re.match(r"(topic|tag|serie|author)s/<any_slug:slug>", address.text)
    return {"serie": "series"}.get(found[1], found[1]) if found else ""


def last_of(address: Address) -> Values:
    """The last object of the table that an address of the admin names."""
    app, model = (*address.text.split("/"), "", "")[1:3]
    if not address.text.startswith("admin/") or (app, model) not in registered():
        return {}
    rows = apps.get_model(app, model)._base_manager
    last = rows.values_list("pk", flat=True).order_by("pk").last()
    return {"object_id": last, "pk": last}


def registered() -> set[tuple[str, str]]:
    models = filter(admin.site.is_registered, apps.get_models())
    return {(model._meta.app_label, model._meta.model_name or "") for model in models}


def people() -> dict[str, User | None]:
    """Somebody of each role. A reader has an account and may not open the desk; `nobody` may."""
    found = {role.key: make_user(role.key, group=role.group) for role in ROLES}
    return {
        ANONYMOUS: None,
        READER: User.objects.create(username="reader"),
        NOBODY: User.objects.create(username="nobody", is_staff=True),
        **found,
        CHIEF: User.objects.create(username="chief", is_staff=True, is_superuser=True),
    }


def make_guest() -> User:
    """Another administrator, who owns nothing."""
    guest = User.objects.create(username="guest", is_staff=True, is_superuser=True)
    Client().force_login(guest)
    return guest


def common_values(guest: User) -> Values:
    now = timezone.localtime()
    invitation = Invitation.make("x@mail.example", Group.objects.first(), by=guest)
    public = {
        "slug": "about",
        "topic": Category.objects.first().slug,
        "tag": Tag.objects.get().slug,
        "series": Series.objects.get().slug,
        "author": "rival",
        "year": now.year,
        "month": now.month,
        "number": 1,
        "section": "articles",
        "side": 192,
    }
    of_admin = {
        "app_label": "articles",
        "content_type_id": ContentType.objects.get_for_model(Article).pk,
        "invitation": invitation.pk,
        "pk": invitation.pk,
        "session": UserSession.objects.get(user=guest).pk,
        "name": "nothing",
        "group": Group.objects.first().pk,
        "topic_pk": Category.objects.get().pk,
        "tag_pk": Tag.objects.get().pk,
        "rival": User.objects.get(username="rival").pk,
        "public": Article.objects.published().first().pk,
    }
    return {**public, **of_admin, "provider": "github", "path": "nothing.png"}
