"""Who wrote the texts that use files: apps tell it when they are ready."""

from collections.abc import Callable, Collection

Writers = Callable[[Collection[int]], dict[int, set[int]]]
WRITERS: dict[str, Writers] = {}


def register_writers(kind: str, writers: Writers) -> None:
    """`writers` gives, for ids of a kind, the ids of the people who wrote their texts.

    Texts of kinds without it are those of editors, who see all files.
    """
    WRITERS[kind] = writers
