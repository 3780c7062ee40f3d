"""Imports in the admin: uploading a file, its dry run, the import, and their reports."""

from transfer.admin import import_runs

__all__ = ["import_runs"]
