"""What `manage.py doctor` checks, one module for each kind of thing.

Each check is a generator of findings, and changes nothing. Sentences are in the active language.
"""
