"""Reads JSON files of exports, within a limit."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from transfer.json_values import objects_of

from .export_notes import UnknownExport
from .folder import LARGEST_FILE, in_mebibytes
from .source import ExportSource


def read_json(source: ExportSource, name: str, system: str) -> Any:
    """The value of a file. Raises UnknownExport if it is too large or broken."""
    with source.open(name) as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise UnknownExport("export-too-large", name=name, limit=in_mebibytes(LARGEST_FILE))
    try:
        return json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise UnknownExport("export-broken", name=name, system=system, reason=reason) from error


def json_in_text(text: Any) -> Any:
    """The value of JSON that is stored as text, None for none and for broken one."""
    try:
        return json.loads(text) if isinstance(text, str) and text.strip() else None
    except (ValueError, RecursionError):
        return None


def sorted_objects(value: Any, key: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a list in the order of a number in them."""
    yield from sorted(objects_of(value), key=lambda row: number_of(row.get(key)))


def number_of(value: Any) -> float:
    return value if isinstance(value, int | float) else 0
