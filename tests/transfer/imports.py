"""Imports of folders for tests: undated files get the time of the file, and so are published."""

from django.utils import translation

from transfer import importer


def import_folder(folder, **chosen):
    """Reports are in English, also after a request has left its language to the thread."""
    with translation.override("en"):
        return importer.import_folder(folder, **{"dates_of_files": True, **chosen})
