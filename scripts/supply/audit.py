"""Asks OSV and the npm registry whether the locked packages have known holes.

Usage: audit.py NPM…, the command that runs npm. Exit codes: 0 no known hole; 1 some, listed; 2 none
known, but a service could not be asked about all packages.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
# The list of the tests contains the one of the blog.
LISTS = [
    f"locks/requirements-{each}.txt" for each in ("dev", "anymail", "mermaid", "node", "supply")
]
NPM_FOLDERS = (ROOT, ROOT / "scripts" / "audits")


class Answer(NamedTuple):
    """Number of packages that were checked, sentences about holes, and what was not checked."""

    checked: int
    holes: list[str]
    unchecked: list[str]


def python_answer(output: str, error: str) -> Answer:
    """What pip-audit said: JSON, or nothing and an error if its service could not be asked."""
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        return Answer(0, [], [f"the packages of Python: {last_line(error)}"])
    skipped = [
        f"{each['name']}: {each['skip_reason']}" for each in packages if "skip_reason" in each
    ]
    holes = [
        f"{each['name']} {each['version']}: {hole['id']}{fixed(hole['fix_versions'])}"
        for each in packages
        for hole in each.get("vulns", [])
    ]
    return Answer(len(packages) - len(skipped), holes, skipped)


def npm_answer(output: str, error: str) -> Answer:
    """What `npm audit --json` said."""
    try:
        answer = json.loads(output)
        checked = answer["metadata"]["dependencies"]["total"]
    except (ValueError, KeyError):
        return Answer(0, [], [f"the packages of npm: {first_line(error)}"])
    holes = [
        f"{name}: {each['severity']}, versions {each['range']}"
        for name, each in answer["vulnerabilities"].items()
    ]
    return Answer(checked, holes, [])


def fixed(versions: list[str]) -> str:
    return f", mended in {', '.join(versions)}" if versions else ", not mended yet"


def last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no answer"])[-1]


def first_line(text: str) -> str:
    return (text.strip().splitlines() or ["no answer"])[0]


def ask_python() -> Answer:
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "-s", "osv"]
    command += ["--format", "json", "--progress-spinner", "off"]
    for each in LISTS:
        command += ["-r", each]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    return python_answer(done.stdout, done.stderr)


def ask_npm(npm: list[str], folder: Path) -> Answer:
    command = [*npm, "audit", "--package-lock-only", "--json", "--fetch-retries=1"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    return npm_answer(done.stdout, done.stderr)


def report(answers: list[Answer]) -> int:
    """Print what was found. Return the exit code."""
    holes = [each for answer in answers for each in answer.holes]
    unchecked = [each for answer in answers for each in answer.unchecked]
    print(f"Checked: {sum(answer.checked for answer in answers)} packages. Holes: {len(holes)}.")
    print("".join(f"  {each}\n" for each in holes), end="")
    if unchecked:
        print(f"Could not be checked: {len(unchecked)}. This says nothing about their holes.")
        print("".join(f"  {each}\n" for each in unchecked), end="")
    return 1 if holes else 2 if unchecked else 0


if __name__ == "__main__":
    sys.exit(report([ask_python(), *(ask_npm(sys.argv[1:], each) for each in NPM_FOLDERS)]))
