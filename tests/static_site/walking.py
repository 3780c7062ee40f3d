"""Reads the files of a static site as a host sends them, and finds links that lead nowhere."""

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from static_site.static_export import export_static_site
from static_site.static_options import static_options

ATTRIBUTES = ("href", "src", "action", "poster")
HOST = "http://static.example"
BASE = "https://me.github.io/blog"


def export(folder, **options):
    """In one language, since most promises hold for each."""
    options = {"base": BASE, "processes": 1, "languages": ("zh-hans",), **options}
    return export_static_site(static_options(folder, **options))


def html_files(folder):
    return sorted(folder.rglob("*.html"))


def links_of(text):
    """What elements of a page name, templates included, and where forms lead."""
    page = LexborHTMLParser(text)
    for node in page.css("*"):
        for name in ATTRIBUTES:
            if value := node.attributes.get(name):
                yield value
        for name in ("srcset", "imagesrcset"):
            for candidate in (node.attributes.get(name) or "").split(", "):
                if candidate.strip():
                    yield candidate.split()[0]


def file_at(folder: Path, path: str) -> Path | None:
    """The file that a host sends for a path; None for a missing one."""
    found = folder / unquote(path).lstrip("/")
    if path.endswith("/") or path == "":
        found /= "index.html"
    return found if found.is_file() else None


def dead_links(folder: Path, base: str = ""):
    """Pairs of a page and a link on the site that leads to no file. `base` is the path of the
    home page."""
    dead = []
    for file in html_files(folder):
        here = f"{HOST}{base}/{file.relative_to(folder).as_posix()}"
        for link in links_of(file.read_text()):
            whole = urlsplit(urljoin(here, link))
            if f"{whole.scheme}://{whole.netloc}" != HOST:
                continue
            inside = whole.path.startswith(f"{base}/")
            if not inside or not file_at(folder, whole.path[len(base) :]):
                dead.append((file.relative_to(folder).as_posix(), link))
    return dead


def names(folder):
    """The files of the folder, relative to it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
