"""Lazy template context values: cached fragments leave most of them unused."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.utils.functional import SimpleLazyObject

Made = TypeVar("Made")


def lazy(make: Callable[[], Made]) -> Made:
    """An object that calls `make` on first use and then behaves as its result."""
    return cast(Made, SimpleLazyObject(make))
