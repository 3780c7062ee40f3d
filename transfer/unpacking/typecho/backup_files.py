"""Backups of Typecho: a header, then each row with its schema, its values and a checksum."""

import json
import struct
from collections.abc import Iterator, Mapping
from typing import IO

from transfer.json_values import object_of

from ..export_notes import UnknownExport
from ..folder import ExportFolder

MARK = b"%TYPECHO_BACKUP_"
HEADER = 21  # bytes: %TYPECHO_BACKUP_0001%
OLD_VERSION = b"FILE"
TABLES = {1: "contents", 2: "comments", 3: "metas", 4: "relationships", 5: "users", 6: "fields"}
CHECKSUM = 32
LARGEST_ROW = 2**28


def backup_rows(
    file: IO[bytes], folder: ExportFolder
) -> Iterator[tuple[str, Mapping[str, str | None]]]:
    """The rows, each with its table. A backup that is cut off ends with a note."""
    version = file.read(HEADER)[16:20]
    form = "<HHH" if version == OLD_VERSION else "<HHI"
    while True:
        start = file.read(struct.calcsize(form))
        if start.startswith(MARK[: len(start)]) and start:
            return  # the header again, at the end
        if len(start) < struct.calcsize(form):
            folder.note("export-cut-off")
            return
        kind, schema_size, size = struct.unpack(form, start)
        schema = row_schema(file.read(schema_size))
        if version == OLD_VERSION:  # sizes over 64 KiB do not fit there
            size = sum(length or 0 for length in schema.values())
        if size > LARGEST_ROW:
            raise UnknownExport(
                "export-broken", name="Typecho", system="Typecho", reason="a row without end"
            )
        body = file.read(size)
        if len(body) < size or len(file.read(CHECKSUM)) < CHECKSUM:
            folder.note("export-cut-off")
            return
        if kind in TABLES:
            yield TABLES[kind], row_values(schema, body)


def row_schema(data: bytes) -> dict[str, int | None]:
    """The length of each value, None for NULL."""
    try:
        found = object_of(json.loads(data))
    except ValueError as error:
        raise UnknownExport(
            "export-broken", name="Typecho", system="Typecho", reason=str(error)
        ) from error
    return {key: length if isinstance(length, int) else None for key, length in found.items()}


def row_values(schema: Mapping[str, int | None], body: bytes) -> dict[str, str | None]:
    values: dict[str, str | None] = {}
    at = 0
    for key, length in schema.items():
        values[key] = None if length is None else body[at : at + length].decode("utf-8", "replace")
        at += length or 0
    return values
