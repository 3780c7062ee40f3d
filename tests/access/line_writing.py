"""Writes the line of a table that says what was seen (line_reading.py)."""

from collections import Counter, defaultdict

from tests.access.line_reading import BETWEEN, Cell, Request
from tests.access.roles_and_states import OUTSIDE, ROLE_SETS, STATE_SETS, set_name

Answers = dict[Cell, str]


def lines_of(seen: dict[Request, Answers]) -> list[str]:
    """A line for each request, but none for a POST that only answers as GET does."""
    return [
        line
        for request, answers in seen.items()
        if (line := line_of(request, answers)) and not is_like_get(request, answers, seen)
    ]


def is_like_get(request: Request, answers: Answers, seen: dict[Request, Answers]) -> bool:
    return request.method == "POST" and answers == seen.get(Request("GET", request.name))


def line_of(request: Request, answers: Answers) -> str:
    """The line that says exactly these answers; `` if nobody who signs in gets any but 405."""
    inside = {cell: answer for cell, answer in answers.items() if cell.role not in OUTSIDE}
    if set(inside.values()) == {"405"}:
        return ""
    outside = {cell: answer for cell, answer in answers.items() if cell.role in OUTSIDE}
    first, then = rules(outside), rules(inside)
    said = then if first == then else f"{first}{BETWEEN}{then}"
    return f"{request!s:58}   {said}"


def rules(answers: Answers) -> str:
    """Each answer with who gets it; the most frequent one comes last, for everybody else."""
    numbers = Counter(answers.values())
    rest = max(numbers, key=lambda answer: (numbers[answer], answer))
    others = sorted(set(numbers) - {rest})
    return " | ".join([*(f"{answer} {who(answers, answer)}" for answer in others), rest])


def who(answers: Answers, wanted: str) -> str:
    """Such as `own:writers editors @draft`: roles, by whose object it is and in which states."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for cell, answer in answers.items():
        if answer == wanted:
            found[cell.role][cell.owner].append(cell.state)
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for role, by_owner in found.items():
        cells = [cell for cell in answers if cell.role == role]
        for owner, states in by_whose_object(by_owner, cells):
            groups[owner, states].append(role)
    everybody = {cell.role for cell in answers}
    return "; ".join(
        f"{owner}{named(roles, everybody)}{states}".strip()
        for (owner, states), roles in groups.items()
    )


def by_whose_object(by_owner: dict[str, list[str]], cells: list[Cell]) -> list[tuple[str, str]]:
    """Pairs of `own:` or `others:` and states; one pair for both if they are the same."""
    everything = {cell.state for cell in cells}
    texts = {owner: states_in_words(states, everything) for owner, states in by_owner.items()}
    owners = {cell.owner for cell in cells}
    if len(texts) == len(owners) and len(set(texts.values())) == 1:
        return [("", next(iter(texts.values())))]
    return [(f"{owner}:", text) for owner, text in texts.items()]


def states_in_words(states: list[str], everything: set[str]) -> str:
    return "" if {*states} == everything else f" @{set_name(states, STATE_SETS, ',')}"


def named(roles: list[str], everybody: set[str]) -> str:
    return "" if {*roles} == everybody else set_name(roles, ROLE_SETS, " ")
