"""Data of each released version keeps articles, people, history and addresses when upgraded."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from blog import VERSION
from tests.operations import preloaded
from tests.upgrade.making import DATABASE, FACTS, RELEASES, environment_of

KEPT = sorted(each for each in RELEASES.iterdir() if each.is_dir())


def site_of(release: Path, data: Path) -> Path:
    """The data folder as it was."""
    shutil.copytree(release, data, ignore=shutil.ignore_patterns(DATABASE, FACTS))
    (data / "secret_key").write_text("upgrade" * 10)
    with closing(sqlite3.connect(data / "longwave.sqlite3")) as database:
        database.executescript((release / DATABASE).read_text())
    return data


@pytest.mark.slow
@pytest.mark.parametrize("release", KEPT, ids=lambda each: each.name)
def test_an_upgrade_keeps_everything(release, tmp_path):
    data = site_of(release, tmp_path / "var")
    command = ("tests/upgrade/site_facts.py", str(release / FACTS))
    done = preloaded.run(command, environment_of(data))
    assert done.returncode == 0, done.stderr
    found, expected = json.loads(done.stdout), json.loads((release / FACTS).read_text())
    assert len(expected["addresses"]) > 25
    assert list(losses(expected, found)) == []


def losses(before: object, after: object, where: str = "") -> Iterator[str]:
    """What differs. A later version may tell more of each thing."""
    if isinstance(before, dict):
        for name, value in before.items():
            yield from losses(value, after.get(name), f"{where} {name}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from losses(one, other, f"{where} {number}")
    elif before != after:
        yield f"{where}: {before!r}, now {after!r}"


def test_the_version_is_that_of_the_changelog():
    """And what upgrades need is kept of it."""
    headings = re.findall("^## (.*)", Path(settings.BASE, "CHANGELOG.md").read_text(), re.MULTILINE)
    newest = "Unreleased" if VERSION.endswith(".dev") else VERSION
    assert headings[0].split(" ")[0] == newest
    assert RELEASES / VERSION in KEPT
