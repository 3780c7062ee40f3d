"""Prints the packages of requirements*.txt that locks/ has not, or in another version.

Set-up installs from locks/, so whoever changes a requirement types `make lock`.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]*\])?==([^\s;\\]+)", re.MULTILINE)
INCLUDED = re.compile(r"^-r (\S+)", re.MULTILINE)


def pins(file: Path) -> Iterator[tuple[str, str]]:
    """Names as PyPI normalizes them, and versions; with those of the files that `-r` includes."""
    text = file.read_text(encoding="utf-8")
    for name, version in PIN.findall(text):
        yield re.sub(r"[-_.]+", "-", name).lower(), version
    for included in INCLUDED.findall(text):
        yield from pins(file.parent / included)


def unlocked_pins(root: Path = ROOT) -> list[str]:
    """What to lock anew, as `file: name==version`."""
    return [
        f"{file.name}: {name}=={version}"
        for file in sorted(root.glob("requirements*.txt"))
        for name, version in sorted(set(pins(file)) - locked(root / "locks" / file.name))
    ]


def locked(lock: Path) -> set[tuple[str, str]]:
    return set(pins(lock)) if lock.exists() else set()


if __name__ == "__main__":
    found = unlocked_pins()
    print("\n".join(found))
    sys.exit(bool(found))
