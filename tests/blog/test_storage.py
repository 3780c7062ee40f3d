"""Static files have hashed names, and modules import each other by these."""

import gzip
import re
from pathlib import Path

from django.conf import settings

from blog.storage import HashedStaticFiles

IMPORTED = re.compile(r'(?:from|import)\s*\(?\s*"(\.[^"]+)"')
MOST_AT_ONCE = 175_000  # bytes, compressed


def stored(tmp_path, folder):
    """The files of a folder of scripts, as `collectstatic` stores them."""
    storage = HashedStaticFiles(location=tmp_path)
    names = [str(file.relative_to(folder)) for file in folder.rglob("*.js")]
    for name in names:
        with (folder / name).open("rb") as file:
            storage.save(name, file)
    list(storage.post_process({name: (storage, name) for name in names}))
    return names


def imports_of(file):
    """The files that a module imports."""
    return [file.parent / name for name in IMPORTED.findall(file.read_text())]


def hashed(tmp_path, name):
    (made,) = tmp_path.glob(f"{name}.????????????.js")
    return made


def test_modules_of_the_desk_import_hashed_files(tmp_path):
    names = stored(tmp_path, settings.BASE / "static/js/desk")
    made = {hashed(tmp_path, name.removesuffix(".js")) for name in names}
    imported = {file.resolve() for each in made for file in imports_of(each)}
    assert imported < made
    files = [*Path("templates/desk").glob("*.html"), *Path("templates/accounts").glob("*.html")]
    templates = "".join(file.read_text() for file in files)
    alone = {file.name.partition(".")[0] for file in made - imported}
    assert alone == set(re.findall(r"js/desk/([a-z-]+)\.js", templates))


def test_the_editor_loads_hashed_files_and_the_languages_of_code_later(tmp_path):
    stored(tmp_path, settings.EDITOR / "js")
    editor = hashed(tmp_path, "editor")
    made = [editor, *tmp_path.glob("editor/*.????????????.js")]
    files = {file.resolve() for each in made for file in imports_of(each)}
    assert len(files) > 15
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", file.name) and file.is_file() for file in files)
    text = editor.read_text()
    at_once = {editor, *(editor.parent / name for name in re.findall(r'from\s*"([^"]+)"', text))}
    assert sum(map(compressed_size, at_once)) < MOST_AT_ONCE


def compressed_size(file: Path) -> int:
    return len(gzip.compress(file.read_bytes()))
