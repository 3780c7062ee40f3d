"""Many short cases in one test: all are checked, and those that fail are named.

A test takes longer to set up and to report than a sentence takes to render.
"""

from collections.abc import Callable, Iterable


def check_each(cases: Iterable[object], check: Callable[..., None]) -> None:
    """Call `check` with each case, or with its parts if it is a tuple."""
    given = list(cases)
    assert given, "no case"
    failures = [failure for case in given if (failure := failure_of(case, check))]
    if failures:
        raise ExceptionGroup(f"{len(failures)} of {len(given)} cases fail", failures)


def failure_of(case: object, check: Callable[..., None]) -> Exception | None:
    try:
        check(*case) if isinstance(case, tuple) else check(case)
    except Exception as failure:
        failure.add_note(f"The case: {case!r}")
        return failure
    return None
