"""What a delivery says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import parse_qs

EVENTS = ("X-Gitea-Event", "X-GitHub-Event", "X-Gitlab-Event")
PUSHES = frozenset({"push", "push hook"})


class UnreadableDelivery(Exception):
    """It is no JSON."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """`branch` and `repository` are "" where it says none. `repository` is `owner/name`."""

    is_push: bool
    branch: str
    repository: str

    @classmethod
    def from_request(cls, headers: Mapping[str, str], body: bytes) -> Self:
        """Raises UnreadableDelivery."""
        event = next((headers[name] for name in EVENTS if headers.get(name)), "")
        value = payload(headers.get("Content-Type", ""), body)
        named = value.get("repository") or {}
        project = value.get("project") or {}
        return cls(
            is_push=event.lower() in PUSHES,
            branch=string_of(value.get("ref")).removeprefix("refs/heads/"),
            repository=string_of(project.get("path_with_namespace"))
            or string_of(named.get("full_name")),
        )


def payload(kind: str, body: bytes) -> Mapping[str, Any]:
    """The object of the body. GitHub can send it as a field of a form."""
    try:
        written = body.decode()
        if kind.startswith("application/x-www-form-urlencoded"):
            written = parse_qs(written)["payload"][0]
        value = json.loads(written)
    except (ValueError, KeyError, RecursionError) as error:
        raise UnreadableDelivery from error
    if not isinstance(value, dict):
        raise UnreadableDelivery
    return {key: each for key, each in value.items() if isinstance(each, str | dict)}


def string_of(value: Any) -> str:
    return value if isinstance(value, str) else ""
