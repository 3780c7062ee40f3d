"""Names of files as people give them: Chinese too, but nothing that an address cannot carry."""

import re
import unicodedata

LONGEST_NAME = 200
LONGEST_ENDING = 12
# What ends a path or an address, what Windows refuses, what cannot be seen, and bytes that are not
# UTF-8.
UNFIT = re.compile(
    r"[\x00-\x1f\x7f\\/:*?\"<>|#%\[\]{}^`\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]+"
)
SPACES = re.compile(r"[\s_]*\s[\s_]*")


def clean_name(name: str) -> str:
    """The name in NFC, without unfit characters; never empty, never longer than a column."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    fit = SPACES.sub("-", UNFIT.sub("-", last)).strip("- ").rstrip(".- ")
    stem, dot, ending = fit.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return name_within(fit) or "file"
    return name_within(f"{stem.strip('.- ') or 'file'}.{ending.lower()}")


def name_within(name: str, longest: int = LONGEST_NAME) -> str:
    """The name in at most so many characters. Its ending stays, since that tells what it is."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return name[:longest]
    return f"{stem[: longest - len(ending) - 1].rstrip('.- ')}.{ending}"


def with_ending(name: str, ending: str) -> str:
    """The name with this ending: `photo.jpg` becomes `photo.png`."""
    cleaned = clean_name(name)
    stem, dot, present = cleaned.rpartition(".")
    if dot and present == ending:
        return cleaned
    known = bool(dot) and present.isalnum() and present.isascii() and len(present) <= 5
    return clean_name(f"{stem if known else cleaned}.{ending}")
