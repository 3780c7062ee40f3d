"""Redirects as CSV: old,new[,status]. A first line with names of columns is skipped."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from articles.redirect_files.redirect_lines import FileLine, line_with_status

DELIMITERS = ",;\t"
ADDRESS = ("/", "?", "http://", "https://")


def csv_lines(text: str) -> Iterator[FileLine]:
    rows = csv.reader(StringIO(text), delimiter=csv_delimiter(text))
    for row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if rows.line_num == 1 and not any(cell.startswith(ADDRESS) for cell in cells[:2]):
            continue
        old, new, status, *_more = [*cells, "", "", ""]
        yield checked_line(rows.line_num, old, new, status)


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
