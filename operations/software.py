"""The versions of what runs the site."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

GIT = ("git", "log", "-1", "--format=%cs %h")


def software_versions() -> dict[str, str]:
    """`longwave` is '' if this is no checkout of Git."""
    return {
        "longwave": git_release(settings.BASE),
        "django": django.get_version(),
        "python": sys.version.split()[0],
        "database": f"{connection.display_name} {database_version()}",
    }


def database_version() -> str:
    return ".".join(map(str, connection.get_database_version()))


@cache
def git_release(folder: Path) -> str:
    """Date and short id of the commit that is checked out; '' without Git."""
    try:
        done = subprocess.run(GIT, cwd=folder, capture_output=True, text=True, timeout=5)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
