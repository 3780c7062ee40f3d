"""Compiles the translations without gettext, which needs not be installed."""

from pathlib import Path

import polib

for source in Path("locale").rglob("*.po"):
    polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
