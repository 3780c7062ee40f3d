"""Where texts that use files are found again: apps tell it when they are ready.

This app knows no articles. `manage.py check_media` compares what these sources say with `FileUse`.
"""

from collections.abc import Callable, Iterator

Texts = Callable[[], Iterator[tuple[int, str]]]
SOURCES: dict[str, Texts] = {}


def register_texts(kind: str, texts: Texts) -> None:
    """`texts` yields the ids of all users of a kind, each with a text that names its files.

    An id may come several times.
    """
    SOURCES[kind] = texts
