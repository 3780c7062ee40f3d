"""An upload on the disk, so that a file of any length takes little memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, NamedTuple

from django.conf import settings

from media.inspection import Limits, RefusedFile
from media.inspection.inspecting import check_bytes
from media.storing.working_folders import working_folder

CHUNK = 2**20


class Upload(NamedTuple):
    """`cleaned` is where the file for readers will be written.

    `kinds` are those of the contents that are taken; empty for all. `place` is the name in the
    storage, if it is not to be made of the content.
    """

    path: Path
    name: str
    sha256: str
    size: int
    kinds: frozenset[str] = frozenset()
    place: str = ""

    @property
    def cleaned(self) -> Path:
        return self.path.with_name("cleaned")

    def check_kind(self, kind: str, extension: str) -> None:
        if self.kinds and kind not in self.kinds:
            raise RefusedFile("not-shown", format=extension.upper())


def upload_limits() -> Limits:
    return Limits(bytes=settings.LONGEST_UPLOAD, pixels=settings.MOST_PIXELS)


@contextmanager
def received(
    file: IO[bytes] | Any, name: str, kinds: frozenset[str] = frozenset()
) -> Iterator[Upload]:
    """Copy the file, and read its digest on the way. Raises RefusedFile if it is too long.

    The copy is gone after the block.
    """
    with working_folder() as folder:
        path = Path(folder) / "upload"
        digest, size = sha256(), 0
        with path.open("wb") as copy:
            while piece := file.read(CHUNK):
                size += len(piece)
                if size <= settings.LONGEST_UPLOAD:
                    digest.update(piece)
                    copy.write(piece)
        check_bytes(size, upload_limits())
        yield Upload(path, name, digest.hexdigest(), size, kinds)
