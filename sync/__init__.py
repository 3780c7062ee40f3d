"""Keeps a folder of Markdown files and the site equal, both ways: `sync_folder()` in passes.py.

folder/         ENGINE: the files of a folder
file_versions.py   the text of a file after its article was edited at the desk
differences.py  what has changed in the folder since the last pass
incoming.py     files -> site; edits of both sides are merged, or both are kept
outgoing.py     site -> files
deletions.py    what is gone on one side
pushing.py      texts that somebody sends
watching.py     passes as soon as something changes
git/            `git push` publishes: signed requests, and the task that pulls
"""
