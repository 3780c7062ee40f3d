"""Modes of files and folders."""

import stat
from pathlib import Path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes(top: Path) -> dict[str, int]:
    """Return the mode of each path below, by its relative name."""
    return {str(path.relative_to(top)): mode(path) for path in [top, *top.rglob("*")]}
