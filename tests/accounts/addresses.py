"""Every address of the desk and of the admin, for objects of somebody else."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from accounts import audit
from accounts.roles.role_table import ROLES
from accounts.tokens.access_tokens import AccessToken
from articles.models import MissedPath, Page, PathRedirect, Series, SiteSettings, User
from articles.models.path_checks import RedirectTarget
from desk.models import PreviewLink, Revision
from operations.models import BackupRun
from tests.factories import make_article, make_topic, make_user
from tests.media.factories import make_file
from tests.tasks.examples import make_tag
from tests.undone import undone
from transfer.models import ExportRun, ImportRun

COLUMNS = ("anonymous", "nobody", *(role.key for role in ROLES), "administrator")
# tests/admin/test_access.py sends forms to the admin.
ROOTS = {"GET": ("admin/", "desk/"), "POST": ("desk/",)}
PEOPLE = "admin/people/"
OTHERS = ("desk/sign-in/",)  # count passwords, and take time for each


def people() -> dict[str, User | None]:
    """Somebody of each role. `nobody` may sign in at the desk and do nothing."""
    found: dict[str, User | None] = {
        role.key: make_user(role.key, group=role.group) for role in ROLES
    }
    nobody = User.objects.create(username="nobody", is_staff=True)
    chief = User.objects.create(username="chief", is_staff=True, is_superuser=True)
    return {"anonymous": None, "nobody": nobody, **found, "administrator": chief}


def make_objects() -> dict[str, Any]:
    """Something of each kind, which belongs to a rival, and the values of parts of addresses."""
    rival, topic = make_user("rival"), make_topic("NLP")
    article = make_article(author=rival, status="draft", category=topic)
    article.tags.add("tag")
    Series.objects.create(name="Series")
    Page.objects.create(title="About", slug="about")
    SiteSettings.objects.create()
    MissedPath.objects.create(path="/old", last_at=article.created_at)
    PathRedirect.objects.set_targets([("/p", RedirectTarget("article", article.pk))], "test")
    ImportRun.objects.create(user=rival, author=rival, file_name="x")
    ExportRun.objects.create(user=rival)
    AccessToken.objects.make(rival, "token", ["read"], 1)
    audit.record(rival, audit.Action.EXPORTED)
    make_tag.enqueue("x")
    BackupRun.objects.create(place="/backups")
    return {
        "article": article.pk,
        "token": make_file("x.png", owner=rival).token,
        "link": PreviewLink.objects.make(article, "never").pk,
        "revision": Revision.objects.of(article).first().pk,
        "app_label": "articles",
        "id": rival.pk,
        "content_type_id": ContentType.objects.get_for_model(type(article)).pk,
    }


def patterns(
    roots: tuple[str, ...], resolver: Any = None, before: str = ""
) -> Iterator[tuple[str, str, list[str]]]:
    """Name, text and names of the parts of each address, once."""
    for each in (resolver or get_resolver()).url_patterns:
        here = before + str(each.pattern)
        if not here.startswith(roots) or here.startswith(OTHERS):
            continue
        if isinstance(each, URLResolver):
            yield from patterns(roots, each, here)
        elif each.name:
            yield each.name, here, [*each.pattern.converters] or [*each.pattern.regex.groupindex]


def address_list(method: str, values: dict[str, Any]) -> dict[str, str]:
    """Path by name. Objects of the admin are the first of their table."""
    found = {}
    for name, text, parts in patterns(ROOTS[method]):
        namespace = "admin:" if text.startswith("admin/") and PEOPLE not in text else ""
        known = {part: value_of(part, text, values) for part in parts}
        found[namespace + name] = reverse(namespace + name, kwargs=known)
    return found


def value_of(part: str, text: str, values: dict[str, Any]) -> Any:
    if PEOPLE in text:
        return values["id"] if part == "person" else 1
    if "/account/" in text:
        return 1
    if "/r/" in text:
        return values[part if part == "content_type_id" else "article"]
    return values.get(part) or (first_of(text) if text.startswith("admin/") else 1)


def first_of(text: str) -> Any:
    app, model = text.split("/")[1:3]
    owned = apps.get_model(app, model)._base_manager
    rival = owned.filter(username="rival") if model == "user" else owned
    return rival.values_list("pk", flat=True).order_by("pk").first()


def statuses(
    method: str, paths: dict[str, str], look: Callable[[HttpResponse], object]
) -> dict[str, tuple[int, ...]]:
    """What each address answers each kind of user, in the order of COLUMNS.

    `look` sees all answers.
    """
    found: dict[str, list[int]] = {name: [] for name in paths}
    for person in people().values():
        client = Client(raise_request_exception=False)
        if person:
            client.force_login(person)
        session = dict(client.cookies)
        for name, path in paths.items():
            with undone():
                client.cookies.update(session)
                response = client.generic(method, path)
                look(response)
                found[name].append(response.status_code)
    return {name: tuple(codes) for name, codes in found.items()}
