"""The frequent errors of the converter are messages of ours, so that they can be translated."""

import pytest

from rendering import render
from rendering.math.converter import MOST_WARNINGS
from rendering.math.misspelt_commands import similar_name

CODES = {
    r"\frac{1": "token-missing-at-end",
    r"\frac{1}": "argument-missing-at-end",
    "a}": "token-unmatched",
    "x^2^3": "script-repeated",
    "x^_2": "script-repeated",
    r"\left a": "bracket-missing",
    r"\nosuch": "command-unknown",
    r"\begin{matrix}a\end{aligned}": "token-other",
}


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        (r"> 设 $x + \alhpa$ 为 $\alhpa$", r"> 设 $x + \alpha$ 为 $\alhpa$"),
        (r"1. $\fracc{1}{\R}$", r"1. $\frac{1}{\R}$"),
        (r"$\ownlonger + \ownlongr$", r"$\ownlonger + \ownlonger$"),
        (r"$\physicss$", None),
    ],
)
def test_a_misspelt_command_has_a_line_with_the_right_one(line: str, fix: str | None) -> None:
    for warning in render(line, macros={"ownlonger": "x"}).warnings[:1]:
        assert warning.fix == fix


def test_many_unknown_commands_are_compared_with_few() -> None:
    formulas = [f"$\\nosuch{'a' * (n % 30)}{chr(97 + n // 30)}$" for n in range(600)]
    similar_name.cache_clear()
    render("\n\n".join(formulas))
    assert similar_name.cache_info().misses <= MOST_WARNINGS


@pytest.mark.parametrize("latex", CODES)
def test_a_frequent_error_has_a_code(latex: str) -> None:
    (warning,) = render(f"$${latex}$$").warnings
    reason = warning.params["reason"]
    while "reason" in reason["params"]:
        reason = reason["params"]["reason"]
    assert reason["code"] == CODES[latex]
