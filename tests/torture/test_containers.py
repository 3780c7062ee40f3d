"""The image and compose.yaml, built and started by a Docker engine."""

import json
import subprocess

import pytest
from django.conf import settings

from tests.torture.docker_engine import docker_engine, make_base_images
from tests.waiting import wait_until

COMPOSE = ("docker-compose", "-f", "deploy/compose.yaml")
# The packages that are built in come from this machine's network.
BUILD = "services: {blog: {build: {network: host}}}"
PAGE = "https://blog.localhost/"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A clone with what must not get into an image: data, and a secret key."""
    folder = tmp_path_factory.mktemp("docker") / "longwave"
    subprocess.run(["git", "clone", "-q", settings.BASE, folder], check=True)
    (folder / "deploy/.env").write_text("SITE=blog.localhost\n")
    (folder / ".env").write_text("LONGWAVE_SECRET_KEY=secret\n")
    (folder / "var").mkdir()
    (folder / "var/longwave.sqlite3").write_text("secret")
    (folder / "deploy/build.yaml").write_text(BUILD)
    return folder


@pytest.fixture(scope="module")
def engine(checkout):
    folder = checkout.parent
    with docker_engine(folder, alone=False) as builder:
        make_base_images(builder, folder)
        builder.run(*COMPOSE, "-f", "deploy/build.yaml", "build", folder=checkout)
    with docker_engine(folder, alone=True) as engine:
        yield engine
        engine.run(*COMPOSE, "down", "--volumes", folder=checkout)


@pytest.fixture(scope="module")
def site(engine, checkout):
    """Calls docker-compose for the site, which runs."""

    def compose(*arguments):
        return engine.run(*COMPOSE, *arguments, folder=checkout)

    compose("up", "--detach")
    return compose


def in_blog(site, *command):
    return site("exec", "-T", "blog", *command)


def state_of(engine, site):
    (found,) = json.loads(engine.run("docker", "inspect", site("ps", "-q", "blog").strip()))
    return found


def status(engine, address=PAGE):
    return engine.run("curl", "-sk", "-o", "/dev/null", "-w", "%{http_code}", address)


def test_readers_get_pages_and_the_editor(engine, site):
    wait_until(lambda: status(engine) == "200")
    page = engine.run("curl", "-sk", PAGE)
    assert "LATEST UPDATES" in page
    doctor = ".venv/bin/python manage.py doctor --language en || true"
    assert "All of them are there, and the editor" in in_blog(site, "sh", "-c", doctor)


def test_the_container_can_write_to_its_data_alone(site):
    assert in_blog(site, "id", "-u").strip() == "10001"
    said = in_blog(site, "sh", "-c", "touch /srv/longwave/a /etc/a 2>&1; touch /data/a /tmp/a")
    assert said.count("Read-only file system") == 2
    assert in_blog(site, "grep", "CapEff", "/proc/1/status").split()[1].strip("0") == ""


def test_the_image_has_neither_data_nor_a_secret_of_the_folder_it_was_built_in(site):
    listed = in_blog(site, "ls", "-A", "/srv/longwave").split()
    assert not {".env", "var", ".git", "tests"} & {*listed}
    assert in_blog(site, "sh", "-c", "ls deploy/.env 2>&1 || true").startswith("ls: cannot")


def test_a_backup_is_written_and_read_again(site):
    said = in_blog(site, ".venv/bin/python", "manage.py", "backup", "/data/backups")
    assert "read again" in said


def test_it_ends_in_time_and_comes_back_with_its_articles(engine, site):
    before = engine.run("curl", "-sk", f"{PAGE}archive/")
    site("stop", "blog")
    assert state_of(engine, site)["State"]["ExitCode"] == 0
    site("start", "blog")
    wait_until(lambda: status(engine) == "200")
    assert engine.run("curl", "-sk", f"{PAGE}archive/") == before


def test_a_server_that_dies_is_started_again(engine, site):
    engine.run("kill", "-9", str(state_of(engine, site)["State"]["Pid"]))
    wait_until(lambda: state_of(engine, site)["RestartCount"] == 1)
    wait_until(lambda: state_of(engine, site)["State"]["Health"]["Status"] == "healthy")
    assert status(engine) == "200"
