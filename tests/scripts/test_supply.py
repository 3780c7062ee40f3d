"""Packages are locked with hashes, and an audit says what it could not ask."""

import importlib.util
import json
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE)


def script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / "supply" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_all_requirements_are_locked_with_hashes():
    assert script("pins").unlocked_pins() == []
    for lock in ROOT.glob("locks/*.txt"):
        for pin in re.split(r"\n(?=\S)", lock.read_text()):
            assert re.match(r"[\w.-]+==\S+ .*\\\n +--hash=sha256:\w{64}", pin), (lock.name, pin)
    for lock in (ROOT / "package-lock.json", ROOT / "scripts" / "audits" / "package-lock.json"):
        packages = json.loads(lock.read_text())["packages"]
        assert [path for path, each in packages.items() if path and "integrity" not in each] == []


def test_requirement_that_is_not_locked_is_named(tmp_path):
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks" / "requirements.txt").write_text("django-taggit==1.0 \\\n    --hash=…\n")
    (tmp_path / "requirements.txt").write_text("Django_Taggit[x]==1.0  # tags\nnh3==1  # cleans\n")
    assert script("pins").unlocked_pins(tmp_path) == ["requirements.txt: nh3==1"]


def test_audit_tells_holes_from_packages_that_could_not_be_checked(capsys):
    audit = script("audit")
    hole = {"id": "PYSEC-1", "fix_versions": ["2"]}
    found = {"name": "a", "version": "1", "vulns": [hole]}
    skipped = {"name": "b", "skip_reason": "not found"}
    clean = audit.python_answer(json.dumps({"dependencies": [{**found, "vulns": []}]}), "")
    npm = audit.npm_answer(
        json.dumps(
            {
                "metadata": {"dependencies": {"total": 3}},
                "vulnerabilities": {"c": {"severity": "high", "range": "<2"}},
            }
        ),
        "",
    )
    assert audit.report([clean]) == 0
    assert audit.report([audit.python_answer("", "Trace\nNo connection")]) == 2
    assert audit.report([clean, audit.npm_answer('{"error": {}}', "No such host\nlog")]) == 2
    assert audit.report([audit.python_answer(json.dumps({"dependencies": [skipped]}), "")]) == 2
    assert (
        audit.report([audit.python_answer(json.dumps({"dependencies": [found, skipped]}), ""), npm])
        == 1
    )
    said = capsys.readouterr().out
    for each in (
        "No connection",
        "No such host",
        "b: not found",
        "a 1: PYSEC-1, mended in 2",
        "c: high",
    ):
        assert each in said
