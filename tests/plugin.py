"""A pytest plugin, loaded before Django's settings: the data folder and the database of the run.

`pytest --postgres` starts a real PostgreSQL in a temporary folder, one for all workers. It is
stopped and deleted at the end, also after a failure.
"""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.migrated import migrated_file

FOLDER = "LONGWAVE_TEST_FOLDER"
IS_CONTROLLER = FOLDER not in os.environ
PRIORITY = os.nice(0)


def pytest_addoption(parser):
    parser.addoption("--postgres", action="store_true", help="run on a real PostgreSQL")
    parser.addoption(
        "--sheet",
        metavar="FOLDER",
        help="write pictures: of formulas beside KaTeX's, of an author's day",
    )


def clear_environment() -> None:
    """Remove the settings of a real site, so that tests neither depend on it nor reach its data."""
    for name in list(os.environ):
        if name.startswith("LONGWAVE_") or name in {"DATABASE_URL", "DATABASE_REPLICA_URL"}:
            del os.environ[name]
    os.environ["PYTHON_DOTENV_DISABLED"] = "1"


def start_postgres():
    from tests.postgres import PostgreSQL

    server = PostgreSQL(folder / "postgres")
    atexit.register(server.stop)
    os.environ["DATABASE_URL"] = server.address
    server.create_template()


if IS_CONTROLLER:
    clear_environment()
    folder = Path(tempfile.mkdtemp(prefix="longwave-test-"))
    folder.chmod(0o755)  # the server does not run as root
    os.environ[FOLDER] = str(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if "--postgres" in sys.argv:
        start_postgres()
    elif "-n" in sys.argv:
        migrated_file()  # once, before the workers ask for it

# Each worker of pytest-xdist has data of its own.
worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
os.environ["LONGWAVE_DATA"] = os.path.join(os.environ[FOLDER], worker)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config):
    """Before Django is set up: replace its command `flush` by that of the tests."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", early_config.getini("DJANGO_SETTINGS_MODULE"))
    from django.conf import settings

    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests"]


def pytest_configure(config):
    from django.conf import settings
    from django.test.signals import setting_changed

    # Hashed file names need `collectstatic`; passwords need no slow hash in tests.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # A conftest that was loaded earlier may have created the storage already.
    setting_changed.send(sender=None, setting="STORAGES", value=settings.STORAGES, enter=True)
    settings.STATIC_ROOT = settings.DATA / "static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.SEARCH_RATE = (0, 10)  # all requests of the tests come from one address
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    database = settings.DATABASES["default"]
    if config.getoption("--postgres"):
        assert database["ENGINE"].endswith("postgresql")
        database.setdefault("TEST", {})["TEMPLATE"] = database["NAME"]
    else:
        # With a database in memory, the threads of a server share one connection. They deadlock: a
        # thread holds the GIL and waits for the connection, whose owner waits for the GIL.
        database.setdefault("TEST", {})["NAME"] = str(settings.DATA / "test.sqlite3")


def pytest_collection_modifyitems(config, items):
    """With --postgres, run only tests that use a database and are not marked `either_database`.

    The others have the same result on both databases.
    """
    if config.getoption("--postgres"):
        config.hook.pytest_deselected(items=[i for i in items if not belongs_to_postgres(i)])
        items[:] = [item for item in items if belongs_to_postgres(item)]


def pytest_collection_finish():
    """What is imported by now stays. Looking for garbage in it takes a tenth of the time."""
    gc.collect()
    gc.freeze()


def pytest_runtest_teardown(item):
    """A test that lowers the priority of its worker makes all later ones wait for the others."""
    assert os.nice(0) == PRIORITY, f"{item.nodeid} has changed the priority of the process"


def belongs_to_postgres(item) -> bool:
    """The mark of a test stands before the mark of its module."""
    for mark in item.iter_markers():
        if mark.name in ("either_database", "asks_a_database"):
            return mark.name == "asks_a_database"
    named = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(named or item.get_closest_marker("django_db"))


def pytest_report_header():
    from django.db import connection

    return f"database: {connection.display_name}"
