"""Working together at a draft: asking for a review, answering, comments on lines, and mails.

These verbs change no text. As in desk/writing/, they do not check permissions: their callers ask
articles/access.py. A mail is sent after the commit, if mail is configured.
"""
