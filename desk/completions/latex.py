"""LaTeX commands, each with the formula that the renderer makes of it."""

import re
from functools import lru_cache
from typing import NamedTuple

from rendering import render
from rendering.math.frequent_commands import ENVIRONMENTS, FORMS, SIGNS

ANNOTATION = re.compile(r"<annotation.*?</annotation>", re.DOTALL)
FORMULA = re.compile(r"<math.*?</math>", re.DOTALL)
ARGUMENTS = "xyz"


class Command(NamedTuple):
    """`form` has `#` where an argument stands. `mathml`: an example; empty for an environment."""

    form: str
    mathml: str


@lru_cache(maxsize=1)
def commands() -> list[Command]:
    """All of them, as the renderer understands them."""
    forms = [rf"\{form}" for form in (*dict.fromkeys(SIGNS.split()), *FORMS.split())]
    named = [Command(*pair) for pair in zip(forms, examples_of(forms), strict=True)]
    names = ENVIRONMENTS.split()
    return named + [Command(rf"\begin{{{name}}}#\end{{{name}}}", "") for name in names]


def examples_of(forms: list[str]) -> list[str]:
    """Their MathML. Raises ValueError if the renderer does not know one."""
    html = render("\n\n".join(f"${with_arguments(form)}$" for form in forms)).html
    found = FORMULA.findall(ANNOTATION.sub("", html))
    if len(found) != len(forms):
        raise ValueError("a command that is offered cannot be rendered")
    return found


def with_arguments(form: str) -> str:
    for argument in ARGUMENTS:
        form = form.replace("#", argument, 1)
    return form
