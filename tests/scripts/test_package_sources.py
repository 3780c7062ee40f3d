"""Set-up names no package index or registry: the configuration of pip, npm and apt decides."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE)
# Half a second is spent in those of packages otherwise, each time tests are collected.
SKIPPED = {"build", "var", "node_modules"}
SOURCE = re.compile(r"index-url|find-links|registry|\"resolved\":|sources\.list")


def files():
    patterns = ("Makefile", "requirements*.txt", "locks/*.txt", "scripts/*.sh", "package*.json")
    for pattern in patterns:
        yield from ROOT.glob(pattern)
    for folder in ROOT.glob("[!.]*/"):
        if folder.name not in SKIPPED:
            yield from folder.rglob("package*.json")


@pytest.mark.parametrize("file", sorted(files()), ids=lambda file: str(file.relative_to(ROOT)))
def test_set_up_file_names_no_source_of_packages(file):
    assert SOURCE.findall(file.read_text(encoding="utf-8")) == []


def test_files_of_set_up_are_found():
    names = {str(each.relative_to(ROOT)) for each in files()}
    assert {"locks/requirements.txt", "package-lock.json", "scripts/setup.sh"} <= names


def test_locks_have_no_addresses():
    assert [each.name for each in ROOT.glob("locks/*") if "://" in each.read_text()] == []
