"""Cases that are checked in one test."""

import pytest

from tests.each import check_each


def is_even(number):
    assert number % 2 == 0


def test_all_cases_are_checked_and_each_that_fails_is_named():
    with pytest.raises(ExceptionGroup, match="2 of 4 cases fail") as failed:
        check_each([1, 2, 3, 4], is_even)
    named = [failure.__notes__ for failure in failed.value.exceptions]
    assert named == [["The case: 1"], ["The case: 3"]]


def test_a_tuple_is_the_arguments():
    with pytest.raises(ExceptionGroup):
        check_each([("a", 3)], lambda _name, number: is_even(number))
    check_each([("a", 2)], lambda _name, number: is_even(number))


def test_no_case_at_all_fails():
    with pytest.raises(AssertionError, match="no case"):
        check_each([], is_even)
