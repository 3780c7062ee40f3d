"""When a page may come from the replica. tests/torture/test_replica.py has a real one."""

from blog.page_cache.replica import FRESH, may_read
from tests.each import check_each


def test_only_a_replica_with_the_same_version_may_be_read():
    cases = [
        ("it has it", 7, 7, 0.1, True),
        ("it is behind", 7, 6, 0.1, False),
        ("it is ahead: the page would be of a version that no poll has seen", 7, 8, 0.1, False),
        ("it does not answer", 7, None, 0.1, False),
        ("it has not answered for long", 7, 7, FRESH, False),
        ("it was never asked", 7, 7, float("inf"), False),
    ]

    def check(_case, announced, replayed, age, expected):
        assert may_read(announced, replayed, age) is expected

    check_each(cases, check)
