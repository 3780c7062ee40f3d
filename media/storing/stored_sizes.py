"""The sizes of stored files. A bucket is listed folder by folder: no request for each file."""

import os
from functools import lru_cache

from django.core.files.storage import Storage

from media.storing.places import as_bucket

# Of the folders that were listed last: contents, their originals and what is withheld.
FOLDERS_KEPT = 4


class StoredSizes:
    """Ask for names in their order: each change of the folder lists one."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.is_bucket = as_bucket(storage) is not None
        self.sizes_in = lru_cache(maxsize=FOLDERS_KEPT)(self.list_folder)

    def size(self, name: str) -> int | None:
        """In bytes; None if there is no such file. Raises OSError if the bucket does not answer."""
        if self.is_bucket:
            found = self.sizes_in(os.path.dirname(name)).get(name)
            if found is not None:
                return found
        return self.size_now(name)

    def size_now(self, name: str) -> int | None:
        """That of a file that may have come since its folder was listed."""
        try:
            return self.storage.size(name)
        except FileNotFoundError:
            return None

    def list_folder(self, folder: str) -> dict[str, int]:
        bucket = as_bucket(self.storage)
        found = bucket.objects_below(folder, deep=False) if bucket else ()
        return {each.name: each.size for each in found}
