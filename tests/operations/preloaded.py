"""Run Python programs in forks of a process that has imported their libraries.

Most of the time of a short command is that of its imports. Django's settings are not loaded before
the fork, so that each program reads its own environment.
"""

import json
import os
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from runpy import run_path
from tempfile import TemporaryDirectory

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = (
    *("django.contrib.admin.sites", "django.contrib.messages.middleware"),
    *("django.contrib.postgres.indexes", "django.contrib.sessions.middleware"),
    *("django.contrib.staticfiles.finders", "django.core.management.commands.migrate"),
    *("django.db.backends.postgresql.base", "django.db.backends.sqlite3.base"),
    *("django.middleware.csrf", "django.template.backends.django", "django.views.generic"),
    *("PIL.Image", "fulltext", "psycopg_pool", "rendering.pipeline", "whitenoise.middleware"),
    *("PIL.ImageCms", "PIL.ImageFont", "PIL.ImageOps", "PIL.ImageSequence", "fontTools.ttLib"),
    *("django.contrib.postgres.search", "django.contrib.syndication.views", "django.views.debug"),
    *("docutils.core", "docutils.parsers.rst.states", "docutils.parsers.rst.directives.body"),
    *("docutils.parsers.rst.languages.en", "docutils.readers.doctree", "httpcore", "idna"),
    *("dj_database_url", "django.contrib.postgres.fields", "django.core.handlers.wsgi", "dotenv"),
    *("PIL.ImageDraw", "PIL.ImageStat", "PIL.JpegImagePlugin", "pygments.formatters.html"),
    *("brotli", "http.server", "tomllib", "wsgiref.simple_server", "zstandard"),
    *("pypdf", "rapidfuzz", "rendering.from_html", "slugify", "tinycss2", "tinytag", "yaml"),
    *("allauth.core.ratelimit", "taggit.forms", "unfold.dataclasses", "unfold.sections"),
    *("django.contrib.admin.templatetags.admin_list", "whitenoise.storage"),
)
# Those of ours that bring most others, and need no settings either.
MODULES = (
    *("accounts.mails.letters", "accounts.roles.role_table", "articles.cache.reads"),
    *("articles.db.months", "articles.embeds.thumbnails", "articles.paths.old_feeds"),
    *("articles.redirect_files.redirect_forms", "articles.tag_names", "books.book_covers"),
    *("desk.dates.calendar_days", "desk.pages.merge_rows", "fulltext.postgres_backend"),
    *("fulltext.section_hits", "fulltext.similarity", "media.remote.destinations"),
    *("media.worker.limited_process", "operations.apps", "operations.backups.listed_backups"),
    *("operations.monitoring.probe_answers", "rendering.markdown_source.source_links"),
    *("sync.git.repository",),
)


def run(arguments: tuple[str, ...], env: dict[str, str]) -> subprocess.CompletedProcess:
    """As `subprocess.run([sys.executable, *arguments])` in the folder of the project."""
    with TemporaryDirectory() as folder:
        server = forking_process()
        server.stdin.write(json.dumps([arguments, env, folder]) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        out, err = (Path(folder, name).read_text() for name in ("out", "err"))
    return subprocess.CompletedProcess(arguments, code, out, err)


@cache
def forking_process() -> subprocess.Popen:
    """It ends with this process, which closes the pipe that it reads."""
    command = [sys.executable, "-m", __name__]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def serve() -> None:
    for line in sys.stdin:
        arguments, env, folder = json.loads(line)
        if (child := os.fork()) == 0:
            return execute(arguments, env, folder)
        _child, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    return None


def execute(arguments: list[str], env: dict[str, str], folder: str) -> None:
    for number, name in enumerate((os.devnull, f"{folder}/out", f"{folder}/err")):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT, 0o600), number)
    os.environ.clear()
    os.environ.update(env)
    if arguments[0] == "-c":
        sys.argv = ["-c", *arguments[2:]]
        exec(arguments[1], {"__name__": "__main__"})
    else:
        sys.argv = arguments
        run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    for name in (*LIBRARIES, *MODULES):
        import_module(name)
    assert not settings.configured
    serve()
