"""Compile the translations; in Python, so that no machine needs gettext to run the blog."""

from pathlib import Path

import polib

for source in Path("locale").rglob("*.po"):
    polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
