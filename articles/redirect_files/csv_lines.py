"""Redirects as CSV: old,new[,status]. A first line with names of columns is skipped."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from articles.redirect_files.redirect_lines import FileLine, line_with_status

DELIMITERS = ",;\t"
ADDRESS = ("/", "?", "http://", "https://")


def csv_lines(text: str) -> Iterator[FileLine]:
    rows = csv.reader(StringIO(text, newline=None), delimiter=csv_delimiter(text))
    number = 0
    try:
        for row in rows:
            number = rows.line_num
            yield from line_of_row(number, row)
    except csv.Error:
        reason = _(
            "This line and those below are no CSV: a quotation mark is not closed, or a field is"
            " too long."
        )
        yield FileLine(number + 1, "", "", reason)


def line_of_row(number: int, row: list[str]) -> Iterator[FileLine]:
    """Nothing for an empty row, a comment, and names of columns."""
    cells = [cell.strip() for cell in row]
    if not any(cells) or cells[0].startswith("#"):
        return
    if number == 1 and not any(cell.startswith(ADDRESS) for cell in cells[:2]):
        return
    old, new, status, *_more = [*cells, "", "", ""]
    yield checked_line(number, old, new, status)


def checked_line(number: int, old: str, new: str, status: str) -> FileLine:
    if old and not old.startswith(ADDRESS):
        reason = _("An old address begins with / or with https://.")
        return FileLine(number, old, new, reason)
    return line_with_status(number, old, new, status)


def csv_delimiter(text: str) -> str:
    """The one that is most frequent in the first lines; commas may be part of addresses."""
    first = text.splitlines()[:20]
    return max(DELIMITERS, key=lambda sign: sum(sign in line for line in first))


def csv_text(pairs: list[tuple[str, str]]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["old", "new", "status"])
    writer.writerows((old, new, 301) for old, new in pairs)
    return out.getvalue()
