"""On a full disk everything can be read, and whoever saves is told why that is not possible."""

import errno
from contextlib import contextmanager
from random import Random

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from blog.database import is_disk_full
from desk.models import Draft
from tests.admin.test_unsaved import HERE
from tests.factories import make_article

TEXT = "<b> " + Random(1).randbytes(200_000).hex()  # compressed, it needs many pages


@contextmanager
def full_disk():
    """SQLite says the same of a file that may not grow."""
    with connection.cursor() as cursor:
        (most,) = cursor.execute("PRAGMA max_page_count").fetchone()
        cursor.execute("PRAGMA max_page_count = 1")  # it becomes the present number
        yield
        cursor.execute(f"PRAGMA max_page_count = {most}")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("config.getoption('--postgres')", reason="of SQLite's file")
def test_whoever_saves_on_a_full_disk_is_told_and_keeps_the_text(author):
    article = make_article(author=author, title="Diffusion", body="readers see this\n")
    client = Client(
        headers={"accept-language": "en", "origin": HERE}, raise_request_exception=False
    )
    client.force_login(author)
    sent = {"title": "T", "body": TEXT, "base": Draft.objects.get(pk=article.pk).head_id}
    form, autosave = (
        reverse(f"desk_{each}", args=[article.pk]) for each in ("article", "autosave")
    )
    with full_disk():
        answer = client.post(autosave, sent, headers={"accept": "application/json"})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert answer.json()["words"].startswith("The disk of the site is full")
        page = client.post(form, sent)
        assert page.status_code == 503
        assert "The disk of the site is full" in page.text
        assert TEXT.replace("<", "&lt;").replace(">", "&gt;") in page.text
        assert client.get(form).status_code == client.get("/").status_code == 200
    assert client.post(autosave, sent).status_code == 200
    assert Draft.objects.with_revisions().get(pk=article.pk).head.text.text == TEXT


def test_what_says_that_the_disk_is_full():
    postgres = OperationalError()
    postgres.__cause__ = psycopg.errors.DiskFull()
    assert is_disk_full(postgres)
    assert is_disk_full(OSError(errno.ENOSPC, "no space left"))
    assert is_disk_full(OSError(errno.EDQUOT, "of this user"))
    assert not is_disk_full(OSError(errno.ENOENT, "no such file"))
    assert not is_disk_full(OperationalError())
    assert not is_disk_full(None)
