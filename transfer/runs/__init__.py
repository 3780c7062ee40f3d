"""Imports and exports that the admin starts: their files, and the background tasks.

uploaded_files.py   where they are until they are imported
private_folders.py  the folders of both, and how old ones are removed
import_steps.py     what begins a run, goes on with it, and cancels it
run_execution.py    what the background task does
run_progress.py     the progress that its page shows
kept_exports.py     what was exported, for a day
export_steps.py     what begins an export, and cancels it
export_execution.py what the background task of an export does
"""
