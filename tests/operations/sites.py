"""Sites with data of their own, in processes of their own, on the database of the run."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from django.conf import settings

from tests.migrated import copy_to
from tests.operations import preloaded

PREPARE = """
import django; django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from articles.models import Article, User
from articles.publishing.embed_fetching import fetch_embeds
author = User.objects.create_superuser("admin", password="secret horse")
default_storage.save("covers/封面.png", ContentFile(b"picture" * 1000))
for n in range(3):
    Article.objects.create(title=f"文章 {n}", slug=f"a{n}", body="**正文** $x^2$", author=author)
Article.objects.last().tags.add("注意力")
fetch_embeds.enqueue()
"""
ARTICLES = "SELECT id, title, slug, body, html FROM articles_article ORDER BY id"


def address_of(name: str) -> str:
    """Of a database beside that of the run."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def sql(statement: str) -> None:
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        connection.execute(statement)


@dataclass
class Site:
    data: Path
    database: str = ""  # its name in PostgreSQL
    given: dict[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        address = address_of(self.database) if self.database else ""
        ours = {"LONGWAVE_DATA": str(self.data), "DATABASE_URL": address}
        return {**os.environ, "DJANGO_SETTINGS_MODULE": "blog.settings", **ours, **self.given}

    def start(self, *arguments: str, **options) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=settings.BASE,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        return preloaded.run(arguments, self.variables)

    def do(self, *arguments: str) -> str:
        """What a command says that succeeds."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def manage(self, *arguments: str) -> str:
        return self.do("manage.py", *map(str, arguments))

    def refusal(self, *arguments: str) -> str:
        """What a command says that does not."""
        done = self.run("manage.py", *map(str, arguments))
        assert done.returncode, done.stdout
        assert "Traceback" not in done.stderr
        return done.stderr

    def query(self, statement: str) -> list[tuple]:
        if self.database:
            with psycopg.connect(address_of(self.database)) as connection:
                return connection.execute(statement).fetchall()
        with closing(sqlite3.connect(self.data / "longwave.sqlite3")) as connection, connection:
            cursor = connection.execute(statement)
            return cursor.fetchall()

    @property
    def articles(self) -> list[tuple]:
        return self.query(ARTICLES)

    @property
    def tasks(self) -> list[tuple]:
        return self.query("SELECT id, status FROM django_tasks_database_dbtaskresult")

    @property
    def files(self) -> dict[str, bytes]:
        kept = [*self.data.glob("uploads/**/*"), *self.data.glob("theme/**/*")]
        kept += [self.data / "secret_key"]
        return {str(f.relative_to(self.data)): f.read_bytes() for f in kept if f.is_file()}


class Builder:
    """Makes sites, and takes their databases away again."""

    def __init__(self, folder: Path, is_postgres: bool) -> None:
        self.folder, self.is_postgres, self.made = folder, is_postgres, []

    def empty(self, template: str = "template1") -> Site:
        name = f"site_{uuid4().hex[:12]}"
        if self.is_postgres:
            sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        self.made.append(Site(self.folder / name, name if self.is_postgres else ""))
        return self.made[-1]

    def filled(self) -> Site:
        site = self.empty(template="longwave")
        if not self.is_postgres:
            site.data.mkdir(mode=0o700)
            copy_to(site.data / "longwave.sqlite3")
        site.manage("migrate", "-v0")
        site.do("-c", PREPARE)
        theme = site.data / "theme/templates"
        theme.mkdir(parents=True)
        (theme / "base.html").write_text("{# mine #}")
        return site

    def copy(self, site: Site) -> Site:
        name = f"site_{uuid4().hex[:12]}"
        shutil.copytree(site.data, self.folder / name, ignore=shutil.ignore_patterns("backups"))
        if self.is_postgres:
            sql(f"CREATE DATABASE {name} TEMPLATE {site.database}")
        self.made.append(Site(self.folder / name, name if self.is_postgres else ""))
        return self.made[-1]

    def close(self) -> None:
        for site in self.made:
            if site.database:
                sql(f"DROP DATABASE IF EXISTS {site.database} WITH (FORCE)")
            shutil.rmtree(site.data, ignore_errors=True)
