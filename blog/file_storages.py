"""Entries of STORAGES for uploaded files: on the disk or in a bucket, public or not."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from blog import file_modes

DISK = "django.core.files.storage.FileSystemStorage"


def base_url(public_address: str) -> str | None:
    return f"{public_address.rstrip('/')}/" if public_address else None


def other_origins(public_address: str) -> list[str]:
    return ["/".join(public_address.split("/")[:3])] if public_address else []


def disk_storages(public_address: str, originals: Path, group: int | None) -> dict[str, Any]:
    """Files in the folder MEDIA_ROOT, which a Unix group may read, and originals in another one."""
    folder, file = file_modes.FOLDER, file_modes.FILE
    if group is not None:
        folder, file = file_modes.shared_folder(group), file_modes.SHARED_FILE
    files = {
        "file_permissions_mode": file,
        "directory_permissions_mode": folder,
        "base_url": base_url(public_address),
    }
    apart = {
        "location": originals,
        "base_url": None,
        "file_permissions_mode": file_modes.FILE,
        "directory_permissions_mode": file_modes.FOLDER,
    }
    return {
        "disk": {"BACKEND": DISK, "OPTIONS": files},
        "disk-originals": {"BACKEND": DISK, "OPTIONS": apart},
    }


def file_storages(*kinds: Mapping[str, Any], chosen: str) -> dict[str, Any]:
    """All of them by their names, and the chosen ones as `default` and `originals`."""
    found = {name: storage for kind in kinds for name, storage in kind.items()}
    return {**found, "default": found[chosen], "originals": found[f"{chosen}-originals"]}
