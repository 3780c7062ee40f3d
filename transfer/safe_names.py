"""Names of files that every file system takes: safe_part()."""

import re
from pathlib import PurePosixPath

LONGEST_PART = 180  # bytes of a name in UTF-8; file systems allow 255
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


def safe_part(part: str) -> str:
    """One part of a name, short enough for file systems, with its ending."""
    part = UNSAFE.sub("-", part).strip().rstrip(".") or "-"
    data = part.encode("utf-8", "replace")
    if len(data) <= LONGEST_PART:
        return data.decode()
    ending = PurePosixPath(part).suffix.encode("utf-8", "replace")[:20]
    start = data[: LONGEST_PART - len(ending)]
    return (start.decode("utf-8", "ignore") + ending.decode("utf-8", "ignore")).strip()
