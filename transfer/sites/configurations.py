"""Reads configuration files as values. None is executed."""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

LARGEST = 1_000_000  # bytes


class BrokenConfiguration(Exception):
    """A configuration file cannot be read. The message is the name of the file."""


def first_file(folder: Path, names: Iterable[str]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def read_configuration_text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise BrokenConfiguration(file.name)
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BrokenConfiguration(file.name) from None


def read_configuration_values(file: Path) -> dict[str, Any]:
    """Read YAML, TOML or JSON by the ending of the file. Raises BrokenConfiguration."""
    text = read_configuration_text(file)
    try:
        values = parse_configuration(text, file.suffix.lower())
    except (yaml.YAMLError, ValueError, RecursionError):
        raise BrokenConfiguration(file.name) from None
    return {str(key): value for key, value in values.items()} if isinstance(values, dict) else {}


def parse_configuration(text: str, ending: str) -> Any:
    if ending == ".toml":
        return tomllib.loads(text)
    if ending == ".json":
        return json.loads(text)
    # BaseLoader, because configurations may refer to Python objects (!!python/name).
    return yaml.load(text, Loader=yaml.BaseLoader)
