"""The text format of PostgreSQL's COPY: a line for each row, tabs between values, \\N for NULL."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

NULL = "\\N"
ESCAPES = {
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
}
TABLE = str.maketrans(ESCAPES)
UNESCAPED = {text[1]: sign for sign, text in ESCAPES.items()}
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def copy_line(values: Iterable[str | None]) -> bytes:
    fields = (NULL if value is None else value.translate(TABLE) for value in values)
    return ("\t".join(fields) + "\n").encode()


def copy_fields(line: bytes) -> list[str | None]:
    return [
        None if field == NULL else ESCAPED.sub(unescape, field)
        for field in line.decode().removesuffix("\n").split("\t")
    ]


def unescape(found: re.Match[str]) -> str:
    return UNESCAPED.get(found[1], found[1])


def copy_rows(path: Path) -> Iterator[list[str | None]]:
    with path.open("rb") as file:
        for line in file:
            yield copy_fields(line)
