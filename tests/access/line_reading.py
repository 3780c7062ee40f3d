"""The tables: what each address answers, to whom, about what. A line:

    POST desk_trash_article    403 || 302! own:author editors @kept | 404

Before `||` stands what visitors and readers get, who may not open the desk; it is left out if all
get the same. Then come the answers, each with who gets it: roles, or a set of them
(roles_and_states.py), about their own articles (`own:`), those of others, or any; in which states
(`@`); the last answer is for everybody else. A plus says that something was written, and `!` that
readers see something else afterwards. Methods without a line are refused with 405 or answer as GET
does, and write nothing.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.access.roles_and_states import OUTSIDE, ROLE_SETS, STATE_SETS, members_of

FOLDER = Path(__file__).with_name("tables")
BETWEEN = " || "


class Cell(NamedTuple):
    """Who asks, whose object it is, and its state; `` where it has none."""

    role: str
    owner: str
    state: str


class Request(NamedTuple):
    """`button` says which of the forms it is, if an address takes several."""

    method: str
    name: str
    button: str = ""

    def __str__(self) -> str:
        return f"{self.method:4} {self.name} {self.button}".rstrip()


@cache
def table() -> dict[Request, str]:
    """The answers of each line, by request."""
    lines = [
        line for file in sorted(FOLDER.glob("*.txt")) for line in file.read_text().splitlines()
    ]
    return dict(map(read_line, filter(is_line, lines)))


def is_line(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def read_line(line: str) -> tuple[Request, str]:
    words, _gap, answers = line.partition("   ")
    return Request(*words.split()), answers.strip()


def expected(request: Request, cell: Cell) -> str:
    """What the line says for this cell; `` without a line."""
    outside, gap, inside = table().get(request, "").rpartition(BETWEEN)
    answers = outside if gap and cell.role in OUTSIDE else inside
    for answer in answers.split(" | "):
        status, _space, who = answer.partition(" ")
        if not who or any(is_meant(cell, each) for each in who.split("; ")):
            return status
    return ""


def is_meant(cell: Cell, who: str) -> bool:
    owner, gap, rest = who.rpartition(":")
    if gap and owner != cell.owner:
        return False
    names, _gap, states = rest.partition("@")
    roles = members_of(names.split(), ROLE_SETS)
    known = members_of(states.split(","), STATE_SETS) if states else {cell.state}
    return (not roles or cell.role in roles) and cell.state in known
