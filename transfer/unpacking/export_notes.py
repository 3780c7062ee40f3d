"""What a reader of exports tells: codes with parameters, and the sentence of each code."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from .sentences import SENTENCES


class ExportNote(NamedTuple):
    """Something that was left out or changed. `params` are plain JSON."""

    code: str
    params: Mapping[str, Any]


class UnknownExport(Exception):
    """A file cannot be read as an export. Its sentence says what it is and what to do."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return note_in_words(self.code, self.params)


def note_in_words(
    code: str, params: Mapping[str, Any], translate: Callable[[str], str] = str
) -> str:
    """The sentence of a note or an error, in English or as `translate` says."""
    return translate(SENTENCES[code]) % params
