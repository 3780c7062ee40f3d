"""Asks an address as somebody: the answer, what is written, whether readers see a change."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy, deepcopy
from functools import cache
from logging import ERROR, NOTSET, getLogger
from typing import Any

from allauth.mfa.webauthn.internal import auth as passkeys
from django.contrib import admin
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils.safestring import SafeString

from articles.models import Article, User
from books import pdf_views
from tests.undone import undone

WRITE = re.compile(r"\s*(INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+\"?(\w+)", re.I)
READERS = "what readers see"
# What every request may write: sessions, and notes of wrong passwords
BOOKKEEPING = {"django_session", "accounts_usersession", "accounts_attempts", "accounts_auditentry"}


class Visitor:
    """A browser in which somebody is signed in, whatever happens in it."""

    def __init__(self, user: Any) -> None:
        self.client = Client(raise_request_exception=False, headers={"accept-language": "en"})
        if user:
            self.client.force_login(user)
        self.cookies = dict(self.client.cookies)
        self.seen_before = readers_see()

    def ask(self, method: str, path: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        """The answer, and the tables that were written. Nothing of it stays."""
        self.client.cookies.clear()
        self.client.cookies.update(self.cookies)
        sent = encode_multipart(BOUNDARY, data) if data else b""
        kind = {"content_type": MULTIPART_CONTENT} if data else {}
        with undone():
            with tables_written() as tables:
                response = self.client.generic(method, path, sent, **kind, **more)
            if "articles_article" in tables and readers_see() != self.seen_before:
                tables.add(READERS)
        return response, tables


@contextmanager
def tables_written() -> Iterator[set[str]]:
    tables: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        outcome = execute(sql, *rest)
        found = WRITE.match(sql)
        if (
            found
            and found[2] not in BOOKKEEPING
            and (found[1].upper() != "UPDATE" or rest[-1]["cursor"].rowcount)
        ):
            tables.add(found[2])
        return outcome

    with connection.execute_wrapper(note):
        yield tables


def answer_of(response: HttpResponse, tables: set[str]) -> str:
    """Such as `302+`: the plus says that it wrote; `!` that readers see something else."""
    mark = "!" if READERS in tables else "+" if tables else ""
    return f"{response.status_code}{mark}"


def readers_see() -> list[Any]:
    columns = ("pk", "title", "slug", "body", "category", "status")
    return list(Article.objects.reachable().order_by("pk").values_list(*columns))


@contextmanager
def decisions_only(monkeypatch: Any) -> Iterator[None]:
    """Pages are empty, and each person with their rights is read once, as is each session: who gets
    which status is decided before a page is drawn, and nothing that is asked stays.
    """
    read, load = cache(User.objects.get), SessionStore.load
    sessions: dict[Any, dict[str, Any]] = {}

    def remembered(_backend: Any, pk: Any) -> Any:
        user = read(pk=int(pk))
        user.get_all_permissions()
        return copy(user)

    def loaded(session: SessionStore) -> dict[str, Any]:
        key = session.session_key
        if key not in sessions:
            sessions[key] = load(session)
        return deepcopy(sessions[key])

    with monkeypatch.context() as patched:
        patched.setattr(Template, "render", lambda *_given: SafeString(""))
        patched.setattr(admin.site, "each_context", lambda _request: {})
        patched.setattr(ModelBackend, "get_user", remembered)
        patched.setattr(SessionStore, "load", loaded)
        patched.setattr(passkeys, "get_credentials", lambda _user: [])  # ours are none
        patched.setattr(pdf_views, "print_html", lambda *_given, **_more: b"%PDF")
        with refusals_unlogged():
            yield


@contextmanager
def refusals_unlogged() -> Iterator[None]:
    """Each would be logged with its traceback."""
    log = getLogger("django.request")
    log.setLevel(ERROR)
    try:
        yield
    finally:
        log.setLevel(NOTSET)
