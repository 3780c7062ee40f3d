"""The frequent errors of the converter are messages of ours, so that they can be translated."""

import pytest

from rendering import render

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


@pytest.mark.parametrize("latex", CODES)
def test_a_frequent_error_has_a_code(latex: str) -> None:
    (warning,) = render(f"$${latex}$$").warnings
    reason = warning.params["reason"]
    while "reason" in reason["params"]:
        reason = reason["params"]["reason"]
    assert reason["code"] == CODES[latex]
