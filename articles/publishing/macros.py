"""The LaTeX macros of the site: checking them, and finding the texts that use them."""

import re
from collections.abc import Iterable
from functools import lru_cache, partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q

import rendering
from articles.publishing import rerender, wording

# If more macros change, all texts with a backslash are taken to use them.
MOST_NAMES = 50
ARGUMENT = re.compile("#([1-9])")
UNKNOWN = ("command-unknown", "environment-unknown")

parsed_macros = lru_cache(maxsize=8)(rendering.parse_macros)


def site_macros() -> dict[str, str]:
    """The stored macros by name; empty if an older version stored invalid ones."""
    stored = apps.get_model("articles", "SiteSettings")._default_manager.filter(pk=1)
    try:
        return parsed_macros(stored.values_list("macros", flat=True).first() or "")
    except rendering.MacroError:
        return {}


def macro_errors(text: str) -> list[str]:
    """Messages about macros that cannot be parsed or used; empty if all are valid."""
    try:
        macros = parsed_macros(text)
        source = "\n\n".join(example_formula(name, body) for name, body in macros.items())
        tried = rendering.render_safely(source, macros=macros, seconds=settings.RENDER_TIMEOUT)
    except (rendering.MacroError, rendering.RenderError) as error:
        return [wording.worded(error.message)]
    names = list(macros)
    return [
        rf"\{names[(warning.line - 1) // 2]}: {wording.worded(reason)}"
        for warning in tried.warnings
        if warning.line and (reason := unknown_name(warning.params))
    ]


def unknown_name(params: dict[str, Any]) -> rendering.Message | None:
    """The message among nested ones that says that a command or an environment is unknown."""
    reason = params.get("reason")
    while reason and reason["code"] not in UNKNOWN:
        reason = reason["params"].get("reason")
    return reason


def example_formula(name: str, body: str) -> str:
    """A formula that uses the macro with as many arguments as it takes."""
    return rf"$\{name}" + "{1}" * max(map(int, ARGUMENT.findall(body)), default=0) + "$"


def changed_macros(before: str, after: str) -> set[str]:
    """The names of macros that were added, changed or removed, also through other macros."""
    try:
        old, new = parsed_macros(before), parsed_macros(after)
    except rendering.MacroError:
        return set()
    names = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    while more := {n for n, body in new.items() if n not in names and uses_any(body, names)}:
        names |= more
    return names


def uses_any(body: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"\\{name}(?![A-Za-z])", body) for name in names)


def mark_users_outdated(names: set[str]) -> None:
    """Mark texts that use the macros as outdated, and render the newest after the commit."""
    for model in rerender.text_models():
        using = model._default_manager.filter(contains_macro(names))
        if using.update(renderer_version=0):
            pks = list(using.order_by("-pk").values_list("pk", flat=True)[: rerender.MAX_TEXTS])
            transaction.on_commit(partial(rerender.rerender_texts, model, pks), robust=True)


def contains_macro(names: set[str]) -> Q:
    if len(names) > MOST_NAMES:
        return Q(body__contains="\\")
    found = Q()
    for name in names:
        found |= Q(body__contains=f"\\{name}")
    return found


def outdated_texts() -> int:
    """How many texts the next `manage.py rerender` has to do."""
    stale: list[Any] = [
        m._default_manager.filter(renderer_version=0) for m in rerender.text_models()
    ]
    return sum(each.count() for each in stale)
