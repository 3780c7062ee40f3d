"""Create files for tests."""

from hashlib import sha256
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from media.models import FileContent, MediaFile
from media.models.file_contents import storage_name

numbers = count(1)


def make_content(data: bytes = b"", **values: Any) -> FileContent:
    """A stored picture; by default one of its own."""
    data = data or b"picture %d" % next(numbers)
    digest = sha256(data).hexdigest()
    name = values.pop("name", storage_name(digest, ".png"))
    about = {"sha256": digest, "public_sha256": digest, "name": name, "bytes": len(data)}
    defaults = {"kind": "picture", "mime": "image/png", "extension": "png", **about}
    default_storage.save(name, ContentFile(data))
    return FileContent.objects.create(**{**defaults, **values})


def make_file(name: str = "图.png", **values: Any) -> MediaFile:
    content = values.pop("content", None) or make_content()
    return MediaFile.objects.create(name=name, content=content, **values)
