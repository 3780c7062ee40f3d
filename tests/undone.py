"""Several changes of the same rows in one test, each without those before it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Forget afterwards what this block saves, so that all blocks share what was made before."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
