"""Rewrite a source outside code."""

import re
from collections.abc import Callable

from .signs import CODE_SIGN

CODE = re.compile(
    r"^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)",
    re.DOTALL | re.MULTILINE,
)
HIDDEN = re.compile(rf"{CODE_SIGN}(\d+){CODE_SIGN}")


def outside_code(source: str, rewrite: Callable[[str], str]) -> str:
    """Apply `rewrite` while each code fence and inline code is replaced by a word."""
    codes: list[str] = []

    def word(code: re.Match[str]) -> str:
        codes.append(code[0])
        return f"{CODE_SIGN}{len(codes) - 1}{CODE_SIGN}"

    text = rewrite(CODE.sub(word, source))
    return HIDDEN.sub(lambda hidden: codes[int(hidden[1])], text)
