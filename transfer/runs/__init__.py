"""Imports that the admin starts: files that were uploaded, and the background task.

uploaded_files.py   where they are until they are imported
import_steps.py     what begins a run, goes on with it, and cancels it
run_progress.py     the progress that its page shows
"""
