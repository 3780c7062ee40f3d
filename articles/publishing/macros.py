"""The site's LaTeX macros: checked when saved, followed by the texts that use them."""

import re
from collections.abc import Iterable
from functools import lru_cache, partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q

import rendering
from articles.publishing import rerender

# More names than this are not looked for one by one.
MOST_NAMES = 50
ARGUMENT = re.compile("#([1-9])")
UNKNOWN = re.compile(r"Unknown (?:command|environment)[^)]*")

parse = lru_cache(maxsize=8)(rendering.parse_macros)


def site_macros() -> dict[str, str]:
    """Those stored now; a table from before they were checked counts as empty."""
    stored = apps.get_model("articles", "SiteSettings")._default_manager.filter(pk=1)
    try:
        return parse(stored.values_list("macros", flat=True).first() or "")
    except rendering.MacroError:
        return {}


def objections(text: str) -> list[str]:
    """What is wrong with a table, for whoever edits it: by reading it, then by using it."""
    try:
        macros = parse(text)
        source = "\n\n".join(use(name, body) for name, body in macros.items())
        tried = rendering.render_safely(source, macros=macros, seconds=settings.RENDER_TIMEOUT)
    except (rendering.MacroError, rendering.RenderError) as error:
        return [str(error)]
    names = list(macros)
    return [
        rf"\{names[(warning.line - 1) // 2]}: {reason[0]}"
        for warning in tried.warnings
        if warning.line and (reason := UNKNOWN.search(warning.message))
    ]


def use(name: str, body: str) -> str:
    """A formula with the macro; its arguments may be anything."""
    return rf"$\{name}" + "{1}" * max(map(int, ARGUMENT.findall(body)), default=0) + "$"


def changed(before: str, after: str) -> set[str]:
    """The names of the macros that mean something else now, or nothing, or something at last."""
    try:
        old, new = parse(before), parse(after)
    except rendering.MacroError:
        return set()
    names = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    while more := {n for n, body in new.items() if n not in names and uses(body, names)}:
        names |= more
    return names


def uses(body: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"\\{name}(?![A-Za-z])", body) for name in names)


def mark_outdated(names: set[str]) -> None:
    """Mark what uses the macros as out of date; the newest of it is rendered at once."""
    for model in rerender.models():
        using = model._default_manager.filter(mentioning(names))
        if using.update(renderer_version=0):
            pks = list(using.order_by("-pk").values_list("pk", flat=True)[: rerender.MOST])
            transaction.on_commit(partial(rerender.render_again, model, pks), robust=True)


def mentioning(names: set[str]) -> Q:
    if len(names) > MOST_NAMES:
        return Q(body__contains="\\")
    found = Q()
    for name in names:
        found |= Q(body__contains=f"\\{name}")
    return found


def waiting() -> int:
    """How many texts the next `manage.py rerender` has to do."""
    stale: list[Any] = [m._default_manager.filter(renderer_version=0) for m in rerender.models()]
    return sum(each.count() for each in stale)
