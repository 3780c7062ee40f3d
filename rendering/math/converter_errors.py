"""The errors of the converter, which are English sentences, as messages."""

import re

from ..messages import Message, message

UNKNOWN = re.compile(r'Unknown (command|environment) "(.*)"', re.DOTALL)


def converter_error(error: str) -> Message:
    """The error as a message of its own if it is a frequent one; else a message that quotes it."""
    unknown = UNKNOWN.fullmatch(error)
    if unknown is None:
        return message("converter-error", error=error)
    if unknown[1] == "command":
        return message("command-unknown", command=unknown[2])
    return message("environment-unknown", name=unknown[2])
