"""Reads what can be read of front matter with a syntax error, key by key."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from transfer.messages import ImportMessage

KEY = re.compile(r"""["']?([^\W\d][\w.-]{0,60})["']?\s*[:=：](?:\s*(.*))?$""")
TABLE = re.compile(r"\[([\w.-]+)\]\s*$")
BRACKETS = frozenset({"{", "}", "};", "},"})
LONGEST_QUOTE = 60  # characters of a line in the report


class Entry(NamedTuple):
    """A key with its lines. `number` is that of its first line in the file."""

    number: int
    key: str
    lines: list[str]
    table: str = ""


def read_key_by_key(
    lines: Sequence[str], is_toml: bool
) -> tuple[dict[str, Any], tuple[ImportMessage, ...]]:
    """Return the values, and a message for each line that was not read.

    `lines` begin with the first one of the file.
    """
    values, problems = dict[str, Any](), []
    for entry in entries(lines):
        read = read_entry(entry, is_toml)
        if read is None:
            problems += [
                not_read(entry.number + at, line)
                for at, line in enumerate(entry.lines)
                if line.strip() and line.strip() not in BRACKETS
            ]
        elif entry.table:
            values.setdefault(entry.table, {})[entry.key] = read
        else:
            values[entry.key] = read
    return values, tuple(problems)


def entries(lines: Sequence[str]) -> Iterator[Entry]:
    """Yield each key with the indented lines and list items below it; other lines without a key."""
    entry, table = None, ""
    for number, line in enumerate(lines, 1):
        if found := TABLE.match(line):
            table = found[1].lower()
        elif found := KEY.match(line.lstrip() if entry is None else line):
            if entry:
                yield entry
            entry = Entry(number, found[1].lower(), [line], table)
        elif entry and (not line.strip() or line[0] in " \t-]"):
            entry.lines.append(line)
        else:
            if entry:
                yield entry
            entry = None
            if line.strip():
                yield Entry(number, "", [line])
    if entry:
        yield entry


def read_entry(entry: Entry, is_toml: bool) -> Any:
    """Return the value; a text of one line as it stands, if it has no syntax. None: unreadable."""
    if not entry.key:
        return None
    source = "\n".join(entry.lines).expandtabs(2)
    parsed = parse_toml(source) if is_toml else parse_yaml(source.rstrip().rstrip(","))
    if isinstance(parsed, dict) and len(parsed) == 1:
        return next(iter(parsed.values()))
    if len([line for line in entry.lines if line.strip()]) > 1:
        return None
    found = KEY.match(entry.lines[0].strip())
    return (found[2] or "").strip().rstrip(",").strip("\"'") if found else None


def parse_toml(source: str) -> Any:
    try:
        return tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def parse_yaml(source: str) -> Any:
    try:
        return yaml.load(source, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return None


def not_read(number: int, line: str) -> ImportMessage:
    return ImportMessage("line-not-read", line=number, text=line.strip()[:LONGEST_QUOTE])
