"""The lines of a file with redirects, whichever form it has."""

import re
from collections.abc import Callable, Iterator

from articles.redirect_files.csv_lines import csv_lines, csv_text
from articles.redirect_files.netlify_lines import netlify_lines, netlify_text
from articles.redirect_files.nginx_lines import nginx_lines, nginx_text
from articles.redirect_files.redirect_lines import FileLine

CSV, NETLIFY, NGINX = "csv", "netlify", "nginx"
READERS: dict[str, Callable[[str], Iterator[FileLine]]] = {
    CSV: csv_lines,
    NETLIFY: netlify_lines,
    NGINX: nginx_lines,
}
WRITERS: dict[str, Callable[[list[tuple[str, str]]], str]] = {
    CSV: csv_text,
    NETLIFY: netlify_text,
    NGINX: nginx_text,
}
FILE_NAMES = {CSV: "redirects.csv", NETLIFY: "_redirects", NGINX: "redirects.conf"}
MOST_BYTES = 8 * 2**20  # of a file
STATEMENT = re.compile(r"[;{}]\s*(#.*)?$")


def file_text(data: bytes) -> str:
    """The text of a file in UTF-8, or in GBK as spreadsheets in Chinese save it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def file_form(text: str, name: str = "") -> str:
    """The form of a file by its first line that says something; its name decides between two."""
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    if STATEMENT.search(first) and "," not in first:
        return NGINX
    is_netlify = name.endswith("_redirects") or (
        first.startswith("/") and len(first.split()) > 1 and "," not in first
    )
    return NETLIFY if is_netlify else CSV


def file_lines(text: str, name: str = "") -> list[FileLine]:
    return list(READERS[file_form(text, name)](text))
