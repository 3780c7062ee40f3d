"""Values that are made when somebody first looks at them: most pages are put together of parts
that are kept, and need only a few."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.utils.functional import SimpleLazyObject

Made = TypeVar("Made")


def later(make: Callable[[], Made]) -> Made:
    return cast(Made, SimpleLazyObject(make))
