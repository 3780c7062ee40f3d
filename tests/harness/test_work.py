"""The count of work sees what grows faster than the input, and is the same each time."""

import pytest

from tests.work import assert_grows_linearly, steps


def each(number):
    return [str(item) for item in range(number)]


def each_pair(number):
    return [item + other for item in each(number) for other in each(number)]


def test_the_same_work_counts_the_same():
    assert steps(lambda: each(50)) == steps(lambda: each(50)) >= 50


def test_linear_work_passes():
    assert_grows_linearly(each, 500)


def test_work_that_grows_with_the_square_fails():
    with pytest.raises(AssertionError):
        assert_grows_linearly(each_pair, 50)
