"""Writes front matter as YAML: what is read again is equal, whatever characters it has."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import yaml
from django.utils import timezone

LONGEST_LINE = 10**9  # lines are not folded
C_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
LINE_ENDS_OF_YAML = re.compile("[\x85\u2028\u2029]")
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
    if tag in PLAIN:
        return dumper.represent_scalar(tag, str(value))
    return represent_text(dumper, str(value))


def represent_text(dumper: Any, value: str) -> yaml.ScalarNode:
    """Line ends that only YAML knows are read again as they were between double quotes alone."""
    style = '"' if LINE_ENDS_OF_YAML.search(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


for each in (FrontMatterDumper, QuickDumper):
    each.add_representer(Written, represent_written)
    each.add_representer(str, represent_text)


def front_matter_text(head: Mapping[str, Any]) -> str:
    """The lines between --- and ---, these included."""
    return f"---\n{yaml_text(head)}---\n"


def yaml_text(values: Mapping[str, Any] | Sequence[Any]) -> str:
    dumper = QuickDumper if max(all_texts(values)) < "\U00010000" else FrontMatterDumper
    return yaml.dump(
        values,
        Dumper=dumper,
        allow_unicode=True,
        sort_keys=False,
        width=LONGEST_LINE,
        default_flow_style=False,
    )


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
