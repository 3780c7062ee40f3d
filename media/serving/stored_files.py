"""The response with a file of a storage: types, ranges, and headers that make it harmless."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import FileSystemStorage, Storage
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe

from media.models.file_contents import FOLDER
from media.models.mime_types import is_shown_in_pages, mime_type
from media.serving.byte_ranges import ByteRange, RangeNotSatisfiable, requested_range
from media.storing.places import as_bucket, modified_time

CHUNK = 2**16
IMMUTABLE = "public, max-age=31536000, immutable"
FOR_A_DAY = "public, max-age=86400"
REDIRECTED = "private, max-age=43200"  # less than an address in a bucket is valid


class StoredFile:
    """An open file, with what its headers say."""

    def __init__(self, storage: Storage, name: str) -> None:
        try:
            if is_linked_or_hidden(storage, name):
                raise Http404("hidden")
            self.file: IO[bytes] = storage.open(name)
            self.size = storage.size(name)
            self.modified = int(modified_time(storage, name).timestamp())
        except (OSError, ValueError, SuspiciousOperation) as error:
            raise Http404("no such file") from error
        self.name = name

    @property
    def is_immutable(self) -> bool:
        """Whether its name is that of its content."""
        return self.name.startswith(f"{FOLDER}/")

    @property
    def etag(self) -> str:
        stem = self.name.rpartition("/")[2].partition(".")[0]
        return f'"{stem}"' if self.is_immutable else f'"{self.modified:x}-{self.size:x}"'

    def headers(self) -> dict[str, str]:
        return {
            "Content-Type": mime_type(self.name),
            "Accept-Ranges": "bytes",
            "ETag": self.etag,
            "Last-Modified": http_date(self.modified),
            "X-Content-Type-Options": "nosniff",
        }


def is_linked_or_hidden(storage: Storage, name: str) -> bool:
    """Whether a file is none of ours: its name begins with a dot, or a symbolic link leads to it.

    The folder of the storage itself may be a link. Raises ValueError for a name with NUL.
    """
    if any(part.startswith(".") for part in name.split("/")):
        return True
    if not isinstance(storage, FileSystemStorage):
        return False
    path = Path(os.path.realpath(storage.location), name)
    return Path(os.path.realpath(path)) != path


def file_response(
    request: HttpRequest, storage: Storage, name: str, *, filename: str = ""
) -> HttpResponseBase:
    """Answer with a file of the storage, or the part that the request asks for.

    What browsers do not show in a page is downloaded, as `filename` if there is one. Readers are
    redirected to a bucket, if they can ask it. Raises Http404.
    """
    if address := address_in_bucket(storage, name, filename):
        return HttpResponseRedirect(address, headers={"Cache-Control": REDIRECTED})
    stored = StoredFile(storage, name)
    headers = stored.headers()
    headers["Cache-Control"] = IMMUTABLE if stored.is_immutable else FOR_A_DAY
    if filename or not is_shown_in_pages(headers["Content-Type"]):
        last = name.rpartition("/")[2]
        headers["Content-Disposition"] = content_disposition_header(True, filename or last) or ""
    return answer(request, stored, headers)


def address_in_bucket(storage: Storage, name: str, filename: str) -> str:
    """Where the provider of a bucket sends the file; '' if this site does.

    A public bucket sends no file under another name than its own.
    """
    bucket = as_bucket(storage)
    if bucket is None:
        return ""
    try:
        if bucket.is_signed:
            return bucket.signed_url(name, filename)
        return "" if filename or bucket.is_private else bucket.url(name)
    except (ValueError, SuspiciousOperation) as error:
        raise Http404("no such file") from error


def answer(request: HttpRequest, stored: StoredFile, headers: dict[str, str]) -> HttpResponseBase:
    try:
        part = range_of(request, stored)
    except RangeNotSatisfiable:
        stored.file.close()
        return HttpResponse(
            status=416, headers={**headers, "Content-Range": f"bytes */{stored.size}"}
        )
    chosen = part or ByteRange(0, stored.size)
    headers["Content-Length"] = str(chosen.length)
    if part:
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{stored.size}"
    if request.method == "HEAD":
        stored.file.close()
        return HttpResponse(headers=headers)
    return StreamingHttpResponse(
        FileChunks(stored.file, chosen), status=206 if part else 200, headers=headers
    )


def range_of(request: HttpRequest, stored: StoredFile) -> ByteRange | None:
    """The part that is asked for; None for the whole file, also if it has changed meanwhile."""
    wanted, condition = request.headers.get("Range"), request.headers.get("If-Range")
    if request.method != "GET" or not wanted or not (stored.size):
        return None
    is_same = condition in {None, stored.etag} or (
        parse_http_date_safe(condition or "") == stored.modified
    )
    return requested_range(wanted, stored.size) if is_same else None


class FileChunks:
    """Pieces of a part of a file: never more than one of them is in memory."""

    def __init__(self, file: IO[bytes], part: ByteRange) -> None:
        self.file, self.left = file, part.length
        file.seek(part.start)

    def __iter__(self) -> Iterator[bytes]:
        while self.left > 0 and (piece := self.file.read(min(CHUNK, self.left))):
            self.left -= len(piece)
            yield piece

    def close(self) -> Any:
        """Called by the response when it is sent, or was broken off."""
        self.file.close()
