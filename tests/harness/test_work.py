"""Counting steps is deterministic and detects quadratic work."""

import re

import pytest

from tests.work import assert_grows_linearly, steps


def each(number):
    return [str(item) for item in range(number)]


def each_pair(number):
    return [item + other for item in each(number) for other in each(number)]


def test_steps_are_deterministic():
    assert steps(lambda: each(50)) == steps(lambda: each(50)) >= 50


def test_a_pattern_that_is_compiled_again_costs_nearly_nothing():
    known = steps(lambda: re.search("a|b[^c]", "b"))
    re.purge()
    assert steps(lambda: re.search("a|b[^c]", "b")) < known + 100


def test_linear_work_is_accepted():
    assert_grows_linearly(each, 500)


def test_quadratic_work_is_rejected():
    with pytest.raises(AssertionError):
        assert_grows_linearly(each_pair, 50)
