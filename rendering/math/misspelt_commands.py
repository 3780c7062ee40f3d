r"""What an author meant by a command that is not known: `\alhpa` is probably `\alpha`."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from ..messages import Message, message
from .commands import BUILTIN, COMMANDS
from .frequent_commands import FORMS, SIGNS

NAME = re.compile(r"[A-Za-z]+")


def command_names(commands: Iterable[str]) -> frozenset[str]:
    """The names that consist of letters, without backslashes."""
    found = (NAME.match(command.removeprefix("\\")) for command in commands)
    return frozenset(name[0] for name in found if name)


FREQUENT = command_names((SIGNS + FORMS).split())
OTHERS = command_names({*BUILTIN, *COMMANDS})
LEAST_SIMILAR = 0.8
LONGEST = 40
MOST_MISSING = 2  # characters that one name has more than the other


def with_similar_command(reason: Message, macros: Iterable[str]) -> Message:
    """The reason with the command that was probably meant, if there is one."""
    if reason["code"] != "command-unknown":
        return reason
    command: str = reason["params"]["command"]
    similar = similar_name(command.removeprefix("\\")[:LONGEST], command_names(macros) - OTHERS)
    if not similar:
        return reason
    return message("command-misspelt", command=command, similar=f"\\{similar}")


@lru_cache(maxsize=128)
def similar_name(name: str, macros: frozenset[str]) -> str:
    """A similar one of those that authors use most, of `macros`, or of the others; else ""."""
    for names in (FREQUENT | macros, OTHERS):
        near = sorted(each for each in names if abs(len(each) - len(name)) <= MOST_MISSING)
        if found := get_close_matches(name, near, 1, LEAST_SIMILAR):
            return str(found[0])
    return ""


def line_with_similar_command(line: str, column: int, reason: Message) -> str | None:
    """The line with the command that was probably meant; None if it is not known."""
    if reason["code"] != "command-misspelt":
        return None
    wrong, right = reason["params"]["command"], reason["params"]["similar"]
    before, behind = line[: column - 1], line[column - 1 :]
    return before + behind.replace(wrong, right, 1) if behind.startswith(wrong) else None
