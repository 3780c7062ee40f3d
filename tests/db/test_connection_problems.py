"""Why PostgreSQL takes no connection: one sentence that says what to do."""

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError, connection

from blog.connection_problems import connection_problem
from tests.each import check_each
from tests.postgres import free_port

BEFORE = 'connection to server at "127.0.0.1", port 5432 failed: '
DATABASE = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "blog",
    "USER": "wang",
    "HOST": "db.example",
    "PORT": 5432,
}


def wrapped(cause, kind=OperationalError):
    error = kind(str(cause))
    error.__cause__ = cause
    return error


def test_each_reason_has_its_sentence():
    cases = [
        ('FATAL:  password authentication failed for user "wang"', "refuses the password of wang"),
        ("fe_sendauth: no password supplied", "refuses the password of wang"),
        ('FATAL:  Peer authentication failed for user "wang"', "sudo -u wang"),
        ('FATAL:  role "wang" does not exist', "createuser wang"),
        ('FATAL:  database "blog" does not exist', "createdb --owner=wang blog"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.2"', "pg_hba.conf has no line"),
        ("FATAL:  unsupported startup parameter: options", "blog?pgbouncer=true"),
        ("FATAL:  no such database: blog", "[databases] must name it"),
        ("Connection refused", "does not answer at db.example:5432"),
        ("connection timeout expired", "does not answer at db.example:5432"),
        ("failed to resolve host 'db.example': [Errno -2]", "db.example:5432 of DATABASE_URL is"),
        ("FATAL:  用户认证失败", "cannot be used: " + BEFORE + "FATAL:  用户认证失败"),
    ]

    def check(said, expected):
        sentence = connection_problem(wrapped(psycopg.OperationalError(BEFORE + said)), DATABASE)
        assert expected in sentence
        assert "\n" not in sentence

    check_each(cases, check)


def test_pgbouncer_that_gets_no_connection_is_named():
    said = psycopg.errors.ProtocolViolation("query_wait_timeout")
    assert "Its log says why" in connection_problem(wrapped(said), DATABASE)


def test_other_errors_are_left_as_they_are():
    gone, denied = psycopg.errors.AdminShutdown("gone"), psycopg.errors.InsufficientPrivilege
    assert connection_problem(wrapped(gone), DATABASE) is None
    missing = wrapped(psycopg.errors.UndefinedTable("no table"), ProgrammingError)
    assert connection_problem(missing, DATABASE) is None
    refused = wrapped(denied("permission denied for schema public"), ProgrammingError)
    assert "ALTER SCHEMA public OWNER TO wang" in connection_problem(refused, DATABASE)
    sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": "a"}
    assert connection_problem(OperationalError("locked"), sqlite) is None


@pytest.mark.django_db
def test_what_a_real_server_says_is_understood():
    if connection.vendor != "postgresql":
        return
    known = connection.settings_dict

    def check(expected, **changed):
        database = known | changed
        names = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
        with pytest.raises(psycopg.OperationalError) as refused:
            psycopg.connect(**{name: database[key] for name, key in names.items()})
        assert expected in connection_problem(wrapped(refused.value), database)

    check("createdb --owner", NAME="missing")
    check("createuser nobody-here", USER="nobody-here")
    check("does not answer", PORT=free_port())
