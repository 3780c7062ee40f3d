"""Set-up names no package index or registry: the configuration of pip, npm and apt decides."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE)
SOURCE = re.compile(r"index-url|find-links|registry|\"resolved\":|sources\.list")


def files():
    patterns = ("Makefile", "requirements*.txt", "locks/*.txt", "scripts/*.sh", "**/package*.json")
    skipped = {ROOT / folder for folder in ("build", "var", ".venv", "node_modules")}
    for pattern in patterns:
        yield from (each for each in ROOT.glob(pattern) if skipped.isdisjoint(each.parents))


@pytest.mark.parametrize("file", sorted(files()), ids=lambda file: str(file.relative_to(ROOT)))
def test_set_up_file_names_no_source_of_packages(file):
    assert SOURCE.findall(file.read_text(encoding="utf-8")) == []


def test_files_of_set_up_are_found():
    names = {str(each.relative_to(ROOT)) for each in files()}
    assert {"locks/requirements.txt", "package-lock.json", "scripts/setup.sh"} <= names


def test_locks_have_no_addresses():
    assert [each.name for each in ROOT.glob("locks/*") if "://" in each.read_text()] == []
