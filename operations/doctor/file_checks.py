"""Files that the site reads and writes: storage, disk, permissions, static files, fonts."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from blog import file_modes
from operations.bucket_check import bucket_problems
from operations.doctor.finding import Finding, good, note, todo

LEAST_FREE = 2**30  # bytes
LEAST_SHARE, FEW_FILES = 0.05, 1000
PROBE = "doctor/probe.txt"


def check_storage() -> Iterator[Finding]:
    faults = [
        *data_faults(),
        *(fault for alias in ("default", "originals") for fault in trial(alias)),
    ]
    faults += bucket_problems()
    advice = _("Give the folder to the user of the site, or check the key of the bucket.")
    yield from (todo(fault, advice) for fault in faults)
    if not faults:
        place = _("A bucket") if settings.MEDIA_STORAGE == "s3" else str(settings.MEDIA_ROOT)
        yield good(_("Files can be written: %(place)s") % {"place": place})


def data_faults() -> Iterator[str]:
    try:
        with tempfile.TemporaryFile(dir=settings.DATA) as file:
            file.write(b"probe")
    except OSError as error:
        yield f"{settings.DATA}: {error.strerror}"


def trial(alias: str) -> Iterator[str]:
    """Write a file and delete it again."""
    try:
        name = storages[alias].save(PROBE, ContentFile(b"probe"))
        storages[alias].delete(name)
    except OSError as error:
        yield f"{alias}: {error}"


def check_disk() -> Iterator[Finding]:
    usage, inodes = shutil.disk_usage(settings.DATA), os.statvfs(settings.DATA)
    said = _("%(free)s of %(total)s are free.") % {
        "free": filesizeformat(usage.free),
        "total": filesizeformat(usage.total),
    }
    no_files = inodes.f_files > 0 and inodes.f_favail < FEW_FILES
    if no_files:
        yield todo(_("The file system has room for few more files."), _("Delete files there."))
    if usage.free < LEAST_FREE or usage.free < LEAST_SHARE * usage.total:
        advice = _("Delete old backups and exports, empty the trash, or move to a larger disk.")
        yield todo(said, advice)
    elif not no_files:
        yield good(said)


def check_permissions() -> Iterator[Finding]:
    database = connection.settings_dict["NAME"] if connection.vendor == "sqlite" else ""
    paths = file_modes.open_secret_paths(settings.DATA, str(database), settings.GROUP)
    if paths:
        named = ", ".join(map(str, paths[: file_modes.MOST_LISTED]))
        said = _("Others on this machine can read: %(paths)s") % {"paths": named}
        yield todo(said, _("Restart the site: it closes them, or says why it cannot."))
    else:
        yield good(_("The data folder is closed to other accounts."))


def check_static_files() -> Iterator[Finding]:
    advice = _("Run make setup, and restart the site.")
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    if not manifest.is_file():
        yield todo(_("They are not collected."), advice)
        return
    collected = json.loads(manifest.read_text(encoding="utf-8"))["paths"]
    missing = sorted(source_names() - set(collected))
    if missing:
        said = _("%(number)s of them are not collected, such as %(name)s.")
        yield todo(said % {"number": len(missing), "name": missing[0]}, advice)
    elif not list(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.mo")):
        yield todo(_("The translations are not compiled."), advice)
    else:
        yield good(_("%(number)s of them are collected.") % {"number": len(collected)})


def source_names() -> set[str]:
    """Names of all files to collect, with the folder that STATICFILES_DIRS gives them."""
    found = [each for finder in get_finders() for each in finder.list([])]
    return {
        f"{prefix}/{name}" if (prefix := getattr(storage, "prefix", "")) else name
        for name, storage in found
    }


def check_fonts() -> Iterator[Finding]:
    folders = {
        _("fonts of pages"): settings.FONTS,
        _("font of share images"): settings.CARD_FONTS,
        _("editor of the desk"): settings.EDITOR,
    }
    missing = [name for name, folder in folders.items() if not folder.is_dir()]
    if missing:
        said = _("Missing: %(names)s. The site works without.") % {"names": ", ".join(missing)}
        yield note(said, _("Run make setup where npm packages can be fetched."))
    else:
        yield good(_("All of them are there, and the editor."))
