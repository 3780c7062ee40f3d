"""Doing the same with several articles, where one that fails holds up no other."""

from collections.abc import Callable, Iterable


def sum_over(articles: Iterable[int], verb: Callable[[int], int]) -> int:
    """The sum of what `verb` returns for each. Raises the first error once all had their turn."""
    total, errors = 0, []
    for article in articles:
        try:
            total += verb(article)
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]
    return total
