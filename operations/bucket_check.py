"""Asks the buckets of uploaded files whether they can be used."""

from typing import Any

from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.core.files.storage import storages

NOT_MOVED = (
    "The bucket of LONGWAVE_MEDIA_S3 is empty, and the files of this site are in {folder}: see "
    "“Buckets” in docs/media.md, and: manage.py move_media --to s3"
)


def bucket_problems() -> list[str]:
    """Sentences; none without a bucket. It takes as long as the provider, at most a minute."""
    problems = []
    in_use = settings.MEDIA_STORAGE == "s3"
    for alias in ("default", "originals") if in_use else ():
        try:
            is_empty = storages[alias].is_empty()  # type: ignore[attr-defined]
        except OSError as error:
            problems.append(str(error))
            continue
        if alias == "default" and is_empty and has_files_on_disk():
            problems.append(NOT_MOVED.format(folder=settings.MEDIA_ROOT))
    return problems


def has_files_on_disk() -> bool:
    return any(path.is_file() for path in settings.MEDIA_ROOT.rglob("*"))


def buckets_answer(**_given: Any) -> list[CheckWarning]:
    """Warn of each bucket that cannot be used."""
    advice = "docs/media.md has a line for each provider."
    return [CheckWarning(text, hint=advice, id="operations.W006") for text in bucket_problems()]
