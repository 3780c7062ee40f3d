"""The targets of links that Jekyll's templates compute, as plain paths below the site's address."""

import re
from collections.abc import Iterator
from pathlib import Path

from rendering.markdown_source.blanking import without_code

TAG = r"\{[%{][^{}\n]*[%}]\}"
TARGET = re.compile(rf"(?:\]\(\s*<?|\]:[ \t]*|\b(?:href|src)=[\"'])(?P<tags>(?:{TAG})+)")
EACH = re.compile(TAG)
FILE = re.compile(r"\{%-?\s*(?P<tag>link|post_url)\s+(?P<name>[^%{}\s]+)\s*-?%\}")
ADDRESS = re.compile(
    r"\{\{-?\s*(?P<quote>[\"'])(?P<path>[^\"']*)(?P=quote)\s*"
    r"\|\s*(?:relative_url|absolute_url|prepend:\s*site\.(?:baseurl|url))\b[^{}]*\}\}"
)
BASE = re.compile(r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}")


def plain_links(text: str, root: Path) -> str:
    """Return the text with /_posts/a.md for `{% post_url a %}`, if `root` has such a file."""
    pieces, at = [], 0
    for match in TARGET.finditer(without_code(text)):
        paths = [plain_path(tag, root) for tag in EACH.findall(match["tags"])]
        known = [path for path in paths if path is not None]
        if len(known) == len(paths):
            pieces += [text[at : match.start("tags")], "".join(known)]
            at = match.end("tags")
    return "".join([*pieces, text[at:]])


def plain_path(tag: str, root: Path) -> str | None:
    """Return the path that a tag stands for, None for one that only Jekyll can compute."""
    if BASE.fullmatch(tag):
        return ""
    if address := ADDRESS.fullmatch(tag):
        return "/" + address["path"].lstrip("/")
    if found := FILE.fullmatch(tag):
        return next((f"/{name}" for name in names_of_file(found) if is_file(root / name)), None)
    return None


def names_of_file(found: re.Match[str]) -> Iterator[str]:
    name = found["name"].strip("\"'").lstrip("/")
    if found["tag"] == "link":
        yield name
    else:
        yield from (f"_posts/{name}{ending}" for ending in (".md", ".markdown"))


def is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
