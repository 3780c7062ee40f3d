"""What a check has found: a sentence, and what to do."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    GOOD = "good"
    NOTE = "note"  # nothing to do, but worth knowing
    DO = "do"


class Finding(NamedTuple):
    """`advice` says what to do; '' if that is nothing."""

    state: State
    said: str
    advice: str = ""


Check = Callable[[], Iterator[Finding]]


def good(said: str) -> Finding:
    return Finding(State.GOOD, said)


def note(said: str, advice: str = "") -> Finding:
    return Finding(State.NOTE, said, advice)


def todo(said: str, advice: str) -> Finding:
    return Finding(State.DO, said, advice)
