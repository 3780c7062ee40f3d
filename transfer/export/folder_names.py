"""Names of the folders of articles and pages: their slugs, as every system of files takes them."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from transfer.reading.markdown_files import NOT_CONTENT
from transfer.safe_names import safe_part

# Names that Windows keeps for devices
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
)


class FolderNames:
    """Of all slugs of one kind: those that differ in letter case alone need different folders."""

    def __init__(self, slugs: Iterable[str]) -> None:
        self.counts = Counter(folded_slug(slug) for slug in slugs)

    def of(self, slug: str) -> str:
        """The slug; with some characters more where it alone is no good name."""
        name = safe_part(slug)
        is_taken = self.counts[folded_slug(slug)] > 1 or folded_slug(slug).split(".")[0] in DEVICES
        is_usable = name == slug and not is_taken and slug not in NOT_CONTENT and slug[0] != "."
        return name if is_usable else f"{name}-{sha256(slug.encode()).hexdigest()[:8]}"


def folded_slug(slug: str) -> str:
    return unicodedata.normalize("NFC", slug).casefold()
