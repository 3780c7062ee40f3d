"""What has changed in a folder since the last pass."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from transfer.messages import ImportFailure
from transfer.reading.front_matter_block import split_front_matter

from .folder.scanning import FileStamp, FolderTexts, is_ignored
from .models import SyncedFile

RECENT = 2 * 10**9  # ns: file systems note times with less precision than files change
MOST_COMPARED = 2_000  # pairs of a file that is gone and a new one
ALIKE = 0.5  # the share of equal lines that makes a new file a renamed one


@dataclass(slots=True)
class FolderChanges:
    """`edited` and `added` are names with their digests. `gone` have no file any more; one that is
    ignored now has.

    `renamed` are files under another name, perhaps edited too. `touched` are files that nobody has
    edited: they have another time, or the site wrote them before its pass was killed.
    """

    edited: dict[str, str] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)
    gone: dict[str, SyncedFile] = field(default_factory=dict)
    renamed: list[tuple[SyncedFile, str]] = field(default_factory=list)
    touched: list[SyncedFile] = field(default_factory=list)


def find_changes(
    texts: FolderTexts, rows: Mapping[str, SyncedFile], refused: Mapping[str, str]
) -> FolderChanges:
    """Compare the files with what they were. `refused` are digests of files that cannot be read,
    by their names: they are left out until they change."""
    found = FolderChanges()
    for name, stamp in texts.stamps.items():
        row = rows.get(name)
        if row and (row.size, row.mtime) == stamp:
            continue
        digest = texts.digest(name)
        if digest is None or refused.get(name) == digest:
            continue
        if row is None:
            found.added[name] = digest
            continue
        if row.digest != digest and row.has_come(digest):
            row.take_what_came()
        if row.digest == digest:
            row.size, row.mtime = stamp.size, settled_time(stamp)
            found.touched.append(row)
        else:
            found.edited[name] = digest
    found.gone = {
        name: row
        for name, row in rows.items()
        if name not in texts.stamps and not is_ignored(name, texts.ignored)
    }
    find_renamed(found, texts)
    return found


def settled_time(stamp: FileStamp) -> int:
    """The time of a file, or 0 if it may change again without another time."""
    return stamp.mtime if time.time_ns() - stamp.mtime > RECENT else 0


def find_renamed(found: FolderChanges, texts: FolderTexts) -> None:
    """Take files that are gone and new ones for one, if their bytes or most lines are equal."""
    by_digest = {digest: name for name, digest in found.added.items()}
    for name, row in list(found.gone.items()):
        if new := by_digest.pop(row.digest, None):
            note_rename(found, name, new)
    if 0 < len(found.gone) * len(found.added) <= MOST_COMPARED:
        lines = {name: lines_of_file(texts, name) for name in found.added}
        for name, row in list(found.gone.items()):
            if new := likely_new_name(row, lines):
                del lines[new]
                note_rename(found, name, new)


def note_rename(found: FolderChanges, name: str, new: str) -> None:
    row = found.gone.pop(name)
    digest = found.added.pop(new)
    found.renamed.append((row, new))
    if digest != row.digest:
        found.edited[new] = digest


def likely_new_name(row: SyncedFile, lines: Mapping[str, Counter[str]]) -> str | None:
    """The new file with the most lines of the text, of `lines` by name."""
    before = counted_lines(row.thing.body) if row.thing else Counter()
    shares = {name: share_of(before, each) for name, each in lines.items()}
    best = max(shares, key=lambda name: shares[name], default=None)
    return best if best and shares[best] >= ALIKE else None


def share_of(before: Counter[str], after: Counter[str]) -> float:
    most = max(before.total(), after.total())
    return (before & after).total() / most if most else 0


def lines_of_file(texts: FolderTexts, name: str) -> Counter[str]:
    try:
        written = (texts.root / name).read_text(encoding="utf-8")
        return counted_lines(split_front_matter(written).body)
    except (OSError, UnicodeDecodeError, ImportFailure):
        return Counter()


def counted_lines(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.splitlines() if line.strip())
