"""Imports of folders for tests: undated files get the time of the file, and so are published."""

from functools import partial

from transfer import importer

import_folder = partial(importer.import_folder, dates_of_files=True)
