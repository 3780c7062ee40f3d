"""The errors of the converter, which are English sentences, as messages."""

import re
from collections.abc import Callable

from ..messages import Message, message

# The frequent ones, each with the message that its groups make.
KNOWN: dict[str, Callable[..., Message]] = {
    'Unknown command "(.*)"': lambda command: message("command-unknown", command=command),
    'Unknown environment "(.*)"': lambda name: message("environment-unknown", name=name),
    "Expected argument but reached end.*": lambda: message("argument-missing-at-end"),
    "Expected argument but got closing.*": lambda: message("argument-missing"),
    'Expected closing token "(.*)", but reached end.*': lambda token: message(
        "token-missing-at-end", token=token
    ),
    'Unmatched closing token: "(.*)"': lambda token: message("token-unmatched", token=token),
    'Expected "(.*)", but found "(.*)"': lambda expected, found: message(
        "token-other", expected=expected, found=found
    ),
    "Duplicate subscript or superscript|'.' or '.' directly followed.*": lambda: message(
        "script-repeated"
    ),
    'There must be a parenthesis after "(.*)", but not found': lambda command: message(
        "bracket-missing", command=command
    ),
}
PATTERNS = {re.compile(pattern, re.DOTALL): make for pattern, make in KNOWN.items()}


def converter_error(error: str) -> Message:
    """The error as a message of its own if it is a frequent one; else a message that quotes it."""
    for pattern, make in PATTERNS.items():
        if found := pattern.fullmatch(error):
            return make(*found.groups())
    return message("converter-error", error=error)
