"""Front matter that the configuration of a Hugo site states for many files: `cascade`."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from typing import Any

from transfer.sites.written_values import mapping_of, scalar_text

TARGETS = ("target", "_target")


def cascaded_values(settings: Mapping[str, Any], path: str, kind: str) -> dict[str, Any]:
    """Return the values for a page. `path` is that of its file: /posts/name.

    `settings` have keys in lower case. The first of several values of a key counts.
    """
    values = dict[str, Any]()
    stated = settings.get("cascade")
    for group in stated if isinstance(stated, list) else [stated]:
        if any(is_target(target, path, kind) for target in cascade_targets(mapping_of(group))):
            own = {key: value for key, value in mapping_of(group).items() if key not in TARGETS}
            values = own | values
    return values


def cascade_targets(group: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    stated: Any = group.get("target") or group.get("_target") or {}
    yield from map(mapping_of, stated if isinstance(stated, list) else [stated])


def is_target(target: Mapping[str, Any], path: str, kind: str) -> bool:
    """Whether a page is a target. Conditions that are not known here leave it one."""
    pattern = scalar_text(target.get("path")).lower().replace("**", "*")
    return fnmatch(path.lower(), pattern or "*") and scalar_text(target.get("kind")) in ("", kind)
