"""Redirects as Netlify and Cloudflare Pages read them from _redirects: /old /new 301."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.redirect_files.redirect_lines import FileLine, is_pattern, line_with_status

ADDRESS = ("/", "http://", "https://")
PATTERN = re.compile(r"\*|/:\w")
COMMENT = re.compile(r"(^|\s)#.*")


def netlify_lines(text: str) -> Iterator[FileLine]:
    for number, line in enumerate(text.splitlines(), 1):
        if parts := COMMENT.sub("", line).split():
            yield netlify_line(number, parts)


def netlify_line(number: int, parts: list[str]) -> FileLine:
    """/old [name=value …] /new [status[!]] [conditions]"""
    places = [n for n, part in enumerate(parts) if n and part.startswith(ADDRESS)]
    if not parts[0].startswith(ADDRESS) or not places:
        return FileLine(number, parts[0], "", _("Write the old and the new address."))
    old, query, new, rest = parts[0], parts[1 : places[0]], parts[places[0]], parts[places[0] + 1 :]
    if PATTERN.search(old) or any("=:" in each for each in query):
        return is_pattern(number, old, new)
    if conditions := [part for part in rest if "=" in part]:
        reason = _("“%(condition)s”: redirects are the same for all readers.")
        return FileLine(number, old, new, reason % {"condition": conditions[0]})
    old += f"?{'&'.join(query)}" if query else ""
    return line_with_status(number, old, new, rest[0].rstrip("!") if rest else "")


def netlify_text(pairs: list[tuple[str, str]]) -> str:
    return "".join(f"{' '.join(old_parts(old))} {new} 301\n" for old, new in pairs)


def old_parts(old: str) -> list[str]:
    path, _mark, query = old.partition("?")
    return [path, *query.split("&")] if query else [path]
