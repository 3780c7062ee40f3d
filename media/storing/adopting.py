"""Gives rows to files that were in the storage before there were tables, and cleans them.

Rows come first, and nothing is decoded for them. Cleaning follows in the background; the cleaned
file takes the place of the former one, whose address stays.
"""

from itertools import islice

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from media.inspection import RefusedFile
from media.models import FileContent, MediaFile
from media.models.file_names import clean_name
from media.models.mime_types import kind_by_name, mime_type
from media.storing import places
from media.storing.adding import digest_of, examine, inspected_fields, keep_original
from media.storing.following import scale_content
from media.storing.receiving import Upload, received

FOLDERS = ("covers", "imported")
BATCH = 200


def adopt_files() -> list[MediaFile]:
    """Make rows for the files in FOLDERS that have none. Return the new rows.

    It can be broken off, and goes on where it was.
    """
    made = []
    names = (name for folder in FOLDERS for name in places.names_below(default_storage, folder))
    while some := list(islice(names, BATCH)):
        known = MediaFile.objects.filter(former_path__in=some).values_list("former_path", flat=True)
        made += [adopt(name) for name in sorted(set(some) - set(known))]
    return made


def adopt(name: str) -> MediaFile:
    """The row of a file. Equal files share a content, which has the name of the first one."""
    last = clean_name(name)
    probably = {
        "kind": kind_by_name(name),
        "mime": mime_type(name),
        "extension": last.rpartition(".")[2][:12],
        "name": name,
        "bytes": default_storage.size(name),
    }
    sha256 = places.digest(default_storage, name)
    with transaction.atomic():
        content, _made = FileContent.objects.get_or_create(sha256=sha256, defaults=probably)
        return MediaFile.objects.create(name=last, content=content, former_path=name)


def clean_adopted(file: MediaFile) -> None:
    """Put the cleaned file in the place of the former one, and have smaller ones made.

    Does nothing if that is done. What is refused stays as it is: nothing is lost.
    """
    path, content = file.former_path or "", FileContent.objects.filter(pk=file.content_id)
    if not default_storage.exists(path):
        return
    try:
        with default_storage.open(path) as stored, received(stored, path) as upload:
            if content.filter(sha256=upload.sha256).exists():
                put_in_place(content, path, upload)
    except RefusedFile:
        content.filter(public_sha256="").update(public_sha256=file.content.sha256)
    scale_content.enqueue(file.content_id)


def put_in_place(content: QuerySet[FileContent], path: str, upload: Upload) -> None:
    """The row comes first: after a crash in between, the file is seen to be the former one."""
    inspected = examine(upload)
    size = upload.cleaned.stat().st_size
    content.update(
        **inspected_fields(inspected),
        **keep_original(upload, inspected),
        bytes=size,
        public_sha256=digest_of(upload.cleaned),
    )
    places.replace(default_storage, path, upload.cleaned)
