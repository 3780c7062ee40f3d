"""Values of JSON that others wrote, as types: what has another type counts as empty."""

from collections.abc import Mapping, Sequence
from typing import Any


def object_of(value: Any) -> Mapping[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects_of(value: Any) -> Sequence[Mapping[str, Any]]:
    """The objects of a list, else none."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text_value(value: Any) -> str:
    """A text or number as text; "" for everything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
