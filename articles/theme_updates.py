"""What an update changed of the files that the theme overrides.

`theme/accepted.json` has the text of ours when an override was first seen, or accepted since: of a
whole file, or of each block that a template of the theme changes.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders

from articles.theme_overrides import TemplateFile, our_template, theme_templates
from articles.theme_templates import is_in_theme

CHANGED = "{file} overrides {part}, which an update has changed since."

Texts = dict[str, dict[str, str]]  # the file in the theme -> block, or "" -> text of ours


class Update(NamedTuple):
    """A part of ours that changed: the file in the theme, the block or "", both texts."""

    file: str
    block: str
    before: str
    now: str

    def __str__(self) -> str:
        part = f"the block {self.block}" if self.block else "a file of ours"
        return CHANGED.format(file=settings.THEME / self.file, part=part)

    def diff(self) -> Iterator[str]:
        """Lines of a unified diff of our text."""
        return unified_diff(
            self.before.splitlines(), self.now.splitlines(), "accepted", "now", lineterm=""
        )


def theme_updates() -> list[Update]:
    """What changed since it was accepted. What was never seen before counts as accepted."""
    accepted, now = accepted_texts(), overridden_texts()
    return [
        Update(file, block, accepted[file][block], text)
        for file, blocks in now.items()
        for block, text in blocks.items()
        if accepted.get(file, {}).get(block, text) != text
    ]


def record_overrides() -> None:
    """Remember our texts behind new overrides. Raises OSError if that cannot be written."""
    accepted, now = accepted_texts(), overridden_texts()
    kept = {file: {**now[file], **accepted.get(file, {})} for file in now}
    write_texts({file: {b: kept[file][b] for b in blocks} for file, blocks in now.items()})


def accept_updates() -> None:
    """Our present texts count as known. Raises OSError if that cannot be written."""
    write_texts(overridden_texts())


def overridden_texts() -> Texts:
    """Our present text of each file and block that the theme overrides."""
    texts = {f"templates/{file.name}": template_texts(file) for file in theme_templates()}
    texts |= {f"static/{name}": {"": text} for name, text in static_texts()}
    return {file: blocks for file, blocks in sorted(texts.items()) if blocks}


def template_texts(file: TemplateFile) -> dict[str, str]:
    """By block, if the template extends ours of the same name; else of the whole file."""
    ours = our_template(file.name)
    if ours is None:
        return {}
    if our_parent(file) != ours.name:
        return {"": ours.text}
    sources = block_sources(ours)
    return {name: sources[name] for name in file.outline.filled_blocks() if name in sources}


def our_parent(file: TemplateFile) -> str:
    parent = our_template(file.outline.parent or "")
    return parent.name if parent else ""


def block_sources(ours: TemplateFile) -> dict[str, str]:
    """Our blocks by name, with those of the templates that ours extends."""
    own = {block.name: block.source for block in ours.outline.blocks}
    parent = our_template(ours.outline.parent) if ours.outline.parent else None
    return {**(block_sources(parent) if parent else {}), **own}


def static_texts() -> Iterator[tuple[str, str]]:
    folder = settings.THEME / "static"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        for found in finders.find(name, find_all=True) if path.is_file() else ():
            if not is_in_theme(found):
                yield name, text_or_digest(Path(found))
                break


def text_or_digest(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode()
    except UnicodeDecodeError:
        return sha256(content).hexdigest()


def accepted_file() -> Path:
    return Path(settings.THEME / "accepted.json")


def accepted_texts() -> Texts:
    """Empty if there is no readable file."""
    try:
        return read_accepted_texts()
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def is_accepted_file_damaged() -> bool:
    """Whether there is a file that does not have what this module writes."""
    try:
        read_accepted_texts()
    except OSError:
        return False
    except (ValueError, TypeError, AttributeError):
        return True
    return False


def read_accepted_texts() -> Texts:
    found = json.loads(accepted_file().read_text(encoding="utf-8"))
    texts = {str(file): dict(blocks) for file, blocks in found.items()}
    if not all(isinstance(text, str) for blocks in texts.values() for text in blocks.values()):
        raise TypeError("a text is not a string")
    return texts


def write_texts(texts: Texts) -> None:
    """Replace the file atomically, if it changes."""
    if texts == accepted_texts() or not settings.THEME.is_dir():
        return
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=settings.THEME, delete=False
    ) as file:
        json.dump(texts, file, ensure_ascii=False, indent=1)
    os.replace(file.name, accepted_file())
