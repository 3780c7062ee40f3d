"""Imports and exports in the admin: what is uploaded and downloaded, and their progress."""

from transfer.admin import export_runs, import_runs

__all__ = ["export_runs", "import_runs"]
