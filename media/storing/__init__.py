"""The one road by which files come in and go: checked, cleaned, stored once.

The desk, the admin, commands, imports and copies of remote pictures all use it.
"""

from media.storing.adding import add_file, check_file, replace_file
from media.storing.copying import copy_files
from media.storing.removing import (
    delete_expired,
    delete_file,
    delete_unused,
    restore_file,
    trash_file,
    trash_unused,
)

__all__ = [
    "add_file",
    "check_file",
    "copy_files",
    "delete_expired",
    "delete_file",
    "delete_unused",
    "replace_file",
    "restore_file",
    "trash_file",
    "trash_unused",
]
