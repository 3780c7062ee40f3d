"""Writes front matter as YAML: what is read again is equal, whatever characters it has."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import yaml
from django.utils import timezone

LONGEST_LINE = 10**9  # lines are not folded
C_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
PLAIN = frozenset(f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "float", "timestamp"))


class Written(str):
    """A value that stands without quotes if YAML can have it so: `true`, `12`, a date."""

    __slots__ = ()


class FrontMatterDumper(yaml.SafeDumper):
    """Keeps all characters as they are."""


class QuickDumper(C_DUMPER):  # type: ignore[misc, valid-type]
    """In C, ten times as fast. It writes 😀 as an escape, so it is only for texts without such."""


def represent_written(dumper: Any, value: Written) -> yaml.ScalarNode:
    tag = dumper.resolve(yaml.ScalarNode, str(value), (True, False))
    return dumper.represent_scalar(tag if tag in PLAIN else "tag:yaml.org,2002:str", str(value))


for each in (FrontMatterDumper, QuickDumper):
    each.add_representer(Written, represent_written)


def front_matter_text(head: Mapping[str, Any]) -> str:
    """The lines between --- and ---, these included."""
    dumper = QuickDumper if max(all_texts(head)) < "\U00010000" else FrontMatterDumper
    lines = yaml.dump(
        dict(head), Dumper=dumper, allow_unicode=True, sort_keys=False, width=LONGEST_LINE
    )
    return f"---\n{lines}---\n"


def all_texts(value: Any) -> str:
    """All characters in it, and a space."""
    if isinstance(value, Mapping):
        return "".join(all_texts(each) for pair in value.items() for each in pair) + " "
    if isinstance(value, list | tuple):
        return "".join(map(all_texts, value)) + " "
    return f"{value} "


def written_moment(moment: datetime) -> Written:
    """With the offset of the site's time zone, and every digit of the second that it has."""
    return Written(timezone.localtime(moment).isoformat())


def written_values(value: Any) -> Any:
    """Values of JSON as text, as a file of an earlier system had them: `true`, `12`."""
    if isinstance(value, Mapping):
        return {str(key): written_values(each) for key, each in value.items()}
    if isinstance(value, list):
        return [written_values(each) for each in value]
    if isinstance(value, bool):
        return Written(str(value).lower())
    return Written("" if value is None else value)
