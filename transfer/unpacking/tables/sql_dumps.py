"""Rows of a dump: INSERT statements of MySQL, PostgreSQL and SQLite, COPY of PostgreSQL."""

import re
from collections.abc import Callable, Iterator
from typing import IO, Any

from ..export_notes import UnknownExport
from ..folder import LARGEST_FILE, in_mebibytes

NAME = r"(?:[`\"\[]?\w+[`\"\]]?\.)?[`\"\[]?(?P<name>\w+)[`\"\]]?"
STATEMENT = re.compile(
    rf"^[ \t]*(?:INSERT(?:\s+IGNORE)?\s+INTO|REPLACE\s+INTO)\s+{NAME}\s*(?P<columns>\([^()]*\))?"
    r"\s*VALUES\s*"
    rf"|^COPY\s+{NAME.replace('name', 'copied')}\s*(?P<fields>\([^()]*\))\s+FROM\s+stdin;\n"
    rf"|^[ \t]*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?{NAME.replace('name', 'created')}\s*\(",
    re.MULTILINE | re.IGNORECASE,
)
# MySQL escapes signs by backslashes, the others only quotes by quotes.
OF_MYSQL = re.compile(
    r"-- MySQL dump|-- MariaDB dump|phpMyAdmin|Navicat|ENGINE\s*=|^INSERT INTO `", re.M
)
STRING = {True: r"'(?:[^'\\]|\\.|'')*'", False: r"'(?:[^']|'')*'"}
WORD = r"[^\s,()';]+"
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "b": "\b", "Z": "\x1a"}
NO_COLUMN = frozenset(
    {"primary", "unique", "key", "constraint", "index", "fulltext", "foreign", "check", "spatial"}
)
Value = str | None


def dumped_rows(
    file: IO[bytes], is_wanted: Callable[[str], bool]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of the wanted tables. All values are texts or None."""
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise UnknownExport("export-too-large", name="SQL", limit=in_mebibytes(LARGEST_FILE))
    dump = SqlDump(data.decode("utf-8", "replace").replace("\r\n", "\n"))
    yield from dump.rows(is_wanted)


class SqlDump:
    def __init__(self, text: str) -> None:
        self.text = text
        string = STRING[OF_MYSQL.search(text[:200_000]) is not None]
        self.has_escapes = string is STRING[True]
        self.token = re.compile(
            rf"\s*(?:(?P<string>[NEx]?{string})|(?P<sign>[(),;])|(?P<word>{WORD}))", re.S
        )
        self.columns: dict[str, list[str]] = {}

    def rows(self, is_wanted: Callable[[str], bool]) -> Iterator[tuple[str, dict[str, Any]]]:
        at = 0
        while match := STATEMENT.search(self.text, at):
            at = match.end()
            if match["created"]:
                self.columns[match["created"]] = self.created_columns(at)
            elif match["copied"]:
                end = max(at, self.text.find("\n\\.", at - 1))
                if is_wanted(match["copied"]):
                    names = column_names(match["fields"])
                    for values in map(copied_values, self.text[at:end].split("\n")):
                        yield match["copied"], dict(zip(names, values, strict=False))
                at = end
            else:
                names = column_names(match["columns"]) or self.columns.get(match["name"], [])
                for values, end in self.tuples(at):
                    at = end
                    if is_wanted(match["name"]):
                        yield match["name"], dict(zip(names, values, strict=False))

    def tuples(self, at: int) -> Iterator[tuple[list[Value], int]]:
        """The tuples of one statement, each with where it ends."""
        values: list[Value] = []
        depth, parts = 0, list[str]()
        while match := self.token.match(self.text, at):
            at = match.end()
            sign = match["sign"]
            if sign == ";" and not depth:
                return
            if sign == "(":
                depth += 1
                parts += ["("] if depth > 1 else []
            elif sign == ")" and depth == 1:
                yield [*values, self.value(parts)], at
                values, parts, depth = [], [], 0
            elif sign == ")":
                depth -= 1
                parts.append(")")
            elif sign == "," and depth == 1:
                values.append(self.value(parts))
                parts = []
            elif depth:
                parts.append(match["string"] or match["word"] or ",")

    def value(self, parts: list[str]) -> Value:
        """The value of an expression: a literal, or a text with `replace()` of SQLite around it."""
        if not parts or parts[0].upper() == "NULL":
            return None
        text = next((part for part in parts if "'" in part), None)
        if text is None:
            return parts[0]
        found = self.unquoted(text)
        calls = parts[: parts.index(text)].count("replace")
        for sign, character in (("\\n", "\n"), ("\\r", "\r")) if calls else ():
            found = found.replace(sign, character) if f"'{sign}'" in parts else found
        return found

    def unquoted(self, text: str) -> str:
        inner = text[text.index("'") + 1 : -1]
        if not self.has_escapes:
            return inner.replace("''", "'")
        return re.sub(r"\\(.)|''", unescaped, inner, flags=re.DOTALL)

    def created_columns(self, at: int) -> list[str]:
        """The first word of each definition in the brackets of CREATE TABLE."""
        names, depth, is_first = list[str](), 1, True
        while depth and (match := self.token.match(self.text, at)):
            at = match.end()
            depth += {"(": 1, ")": -1}.get(match["sign"] or "", 0)
            if is_first and match["word"]:
                names.append(match["word"].strip('`"[]'))
            is_first = match["sign"] == "," and depth == 1
        return [name for name in names if name.lower() not in NO_COLUMN]


def column_names(written: str | None) -> list[str]:
    return re.findall(r"\w+", written) if written else []


def unescaped(match: re.Match[str]) -> str:
    return "'" if match[1] is None else ESCAPES.get(match[1], match[1])


def copied_values(line: str) -> list[Value]:
    return [copied_value(value) for value in line.split("\t")]


def copied_value(value: str) -> Value:
    if value == "\\N":
        return None
    return re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[1]), value)
