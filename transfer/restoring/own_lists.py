"""Reads the lists of an export: topics, tags, series, authors, files, settings."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from transfer.sites.own_site import SITE_FILE

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Row = dict[str, Any]


class BrokenList(Exception):
    """A list of an export cannot be read. The message is the name of the file."""


def listed_rows(file: Path) -> list[Row]:
    """The rows of a YAML file, [] without the file. Raises BrokenList."""
    rows = yaml_values(file)
    if not isinstance(rows or [], list) or not all(isinstance(row, dict) for row in rows or []):
        raise BrokenList(file.name)
    return rows or []


def site_settings(root: Path) -> Row:
    """The settings in site.yaml by their names; {} in an export of one author."""
    values = yaml_values(root / SITE_FILE)
    found = values.get("settings") if isinstance(values, dict) else None
    return found if isinstance(found, dict) else {}


def yaml_values(file: Path) -> Any:
    if not file.is_file():
        return None
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise BrokenList(file.name) from error


def rows_of_files(file: Path) -> Iterator[Mapping[str, str]]:
    """The rows of files.csv. Raises BrokenList."""
    if not file.is_file():
        return
    with file.open(encoding="utf-8-sig", newline="") as lines:
        try:
            yield from csv.DictReader(lines)
        except (csv.Error, UnicodeDecodeError) as error:
            raise BrokenList(file.name) from error
