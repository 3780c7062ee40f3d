"""The arguments and the answer of the command that writes the site as files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from static_site.file_server import HOST, file_server
from static_site.static_export import StaticReport, export_static_site
from static_site.static_options import StaticOptions, static_options

PORT = 8001
MOST_NAMED = 5


def add_static_arguments(parser: ArgumentParser) -> None:
    """Besides --base, the address of the home page, which other forms need too."""
    parser.add_argument(
        "--relative",
        action="store_true",
        help="Let pages name each other relative to themselves, for any path and from the disk.",
    )
    parser.add_argument(
        "--language",
        action="append",
        default=[],
        dest="languages",
        help="A language of the interface, the main one first; all by default.",
    )
    parser.add_argument(
        "--processes", type=int, default=0, help="How many work at once; one a core by default."
    )
    parser.add_argument(
        "--serve",
        type=int,
        nargs="?",
        const=PORT,
        metavar="PORT",
        help=f"Show the result at http://{HOST}:{PORT}/ afterwards.",
    )


def write_static_site(out: OutputWrapper, folder: Path, options: dict[str, Any]) -> None:
    """Write the site, say what was done, and serve it if asked. Raises StaticSiteError."""
    chosen = static_options(
        folder,
        base=options["base"] or "",
        relative=options["relative"],
        languages=tuple(options["languages"]),
        processes=options["processes"],
        keeps_others=options["keeps_others"],
    )
    for line in report_lines(export_static_site(chosen), chosen):
        out.write(line)
    if options["serve"] is not None:
        serve_folder(out, chosen, options["serve"])


def report_lines(report: StaticReport, options: StaticOptions) -> list[str]:
    lines = [done_line(report, options.folder)]
    if not options.base:
        lines.append(
            _(
                "There are no feeds and no sitemaps, since they need the address of the site: add "
                "--base https://…"
            )
        )
    if report.with_parameters:
        text = _(
            "%(number)s former addresses have parameters, such as /?p=123: they work on hosts that "
            "read them from _redirects, such as Netlify."
        )
        lines.append(text % {"number": report.with_parameters})
    if report.kept:
        named = ", ".join(report.kept[:MOST_NAMED]) + (", …" if report.kept[MOST_NAMED:] else "")
        text = _("Gone from the site, but changed by somebody here, so they stay: %(names)s")
        lines.append(text % {"names": named})
    return lines


def done_line(report: StaticReport, folder: Path) -> str:
    if report.is_same:
        text = _("Nothing has changed: %(folder)s has %(files)s files.")
    else:
        text = _(
            "%(folder)s has %(files)s files: %(written)s written, %(deleted)s deleted, in "
            "%(seconds).1f s."
        )
    return text % {"folder": folder, **vars(report)}


def serve_folder(out: OutputWrapper, options: StaticOptions, port: int) -> None:
    path = "" if options.relative else unquote(urlsplit(options.base).path)
    with file_server(options.folder, port, path) as server:
        address = f"http://{HOST}:{server.server_port}{path}/"
        out.write(_("Look at %(address)s (Ctrl+C ends it)") % {"address": address})
        out.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
