"""Why a file is refused."""

from typing import Any


class RefusedFile(Exception):
    """A file that is not kept. `media.refusal_sentences` has a sentence for each `code`."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        return refused, (self.code, self.values)


def refused(code: str, values: dict[str, Any]) -> RefusedFile:
    """The refusal that another process raised."""
    return RefusedFile(code, **values)
