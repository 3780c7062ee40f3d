"""Settings of Hypothesis, a fixture for committed data, and users."""

import logging
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, Phase, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from media.worker import limited_process
from rendering.worker import pool
from tests.factories import make_user
from tests.management.commands import flush
from tests.media.buckets import use_buckets
from tests.migrated import copy_to

# Examples have no deadline. Tests empty the tables themselves between examples.
CALM = settings(
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
# The suite tries the same examples in each run. Failing ones are not shrunk, which takes minutes.
settings.register_profile(
    "suite", CALM, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
# `make fuzz` tries new examples, shrinks those that fail, and starts with those that failed before.
settings.register_profile(
    "fuzz", CALM, derandomize=False, database=DirectoryBasedExampleDatabase(".hypothesis/examples")
)
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def patience():
    """On a busy machine, processes of a low priority get a hundredth of a processor.

    With limits of 0.2 s of processor time, that of the clock would be reached first.
    """
    with pytest.MonkeyPatch.context() as patch:
        for module in (pool, limited_process):
            patch.setattr(module, "WALL_CLOCK_FACTOR", 240)
        yield


@pytest.fixture(autouse=True)
def site_language():
    """A request leaves its language to the thread. Each test begins with that of the site."""
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_keepdb(request):
    """Whether the database is there before the tests: SQLite begins with a migrated file."""
    return not request.config.getoption("--postgres")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_keepdb):
    if django_db_keepdb:
        copy_to(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Note what the migrations wrote, which tests that commit leave behind."""
    with django_db_blocker.unblock():
        flush.note_rows()


@pytest.fixture
def committed(transactional_db):
    """Commit what the test saves. All tables are then as the migrations left them."""


@pytest.fixture
def author(db):
    """Wang Xiaoyun, in the group of authors."""
    return make_user("xiaoyun")


@pytest.fixture
def editor(db):
    """Ada Lovelace, in the group of editors."""
    return make_user("ada", group="editors")


@pytest.fixture
def media_folders(settings, tmp_path):
    """Both storages of files in the folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.INCOMING = tmp_path / "incoming"
    settings.IMPORTS = tmp_path / "imports"
    settings.EXPORTS = tmp_path / "exports"
    settings.STATIC_RECORDS = tmp_path / "static-records"
    storage = settings.STORAGES["disk-originals"]
    options = {**storage["OPTIONS"], "location": tmp_path / "originals"}
    moved = {**storage, "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "originals": moved, "disk-originals": moved}
    return tmp_path


@pytest.fixture(scope="session")
def s3_server():
    """The address of a server that speaks S3."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it names each request
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(s3_server, media_folders, settings, monkeypatch):
    """Both storages of files are in an empty bucket; those on the disk are there besides."""
    use_buckets(settings, monkeypatch, s3_server)


@pytest.fixture(params=["disk", "s3"])
def each_storage(request, media_folders):
    """The test runs with files on the disk, and with files in a bucket."""
    if request.param == "s3":
        request.getfixturevalue("bucket")
    return request.param
