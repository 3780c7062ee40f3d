"""Text as a terminal shows it in the end: without colours, and with what overwrites itself."""

import re

# Colours and movements of the cursor; titles of windows and links (OSC)
ESCAPES = re.compile(r"\x1b\[[0-9;:?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-_]")
UNSHOWN = re.compile(r"[\x00-\x07\x0b-\x1f\x7f]")


def terminal_text(text: str) -> str:
    """The lines that stay, without empty ones at both ends. Progress bars overwrite their line."""
    text = ESCAPES.sub("", text).replace("\r\n", "\n")
    return "\n".join(map(final_line, text.split("\n"))).strip("\n")


def final_line(line: str) -> str:
    """What is left of a line after carriage returns and backspaces."""
    last = line.rstrip("\r").rpartition("\r")[2]
    if "\b" in last:
        kept: list[str] = []
        for character in last:
            if character != "\b":
                kept.append(character)
            elif kept:
                kept.pop()
        last = "".join(kept)
    return UNSHOWN.sub("", last).rstrip()
