"""What `manage.py doctor` looks at, one module for each kind of thing.

Each look is a generator of findings, and changes nothing. Sentences are in the active language.
"""
