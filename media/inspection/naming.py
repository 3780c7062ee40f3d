"""Names of files whose ending tells the truth."""

from .file_types import BY_MIME
from .values import Inspected


def suffix_of(name: str) -> str:
    """The ending of a name in lower case, without the dot; '' if it has none."""
    stem, dot, suffix = name.rpartition(".")
    return suffix.lower() if dot and stem else ""


def name_with_extension(name: str, inspected: Inspected) -> str:
    """The name as it is if its ending fits the content; otherwise with the right one.

    A picture named `a.png` that is a JPEG becomes `a.jpg`; the source `train.py` stays.
    """
    type_ = BY_MIME[inspected.mime]
    suffix = suffix_of(name)
    if suffix in type_.suffixes:
        return name
    known = any(suffix in other.suffixes for other in BY_MIME.values())
    stem = name.rpartition(".")[0] if known else name
    return f"{stem}.{type_.extension}"
