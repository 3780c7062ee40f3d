"""Where users are signed in: the table of their sessions, its list, and their limits in time.

session_rows.py       the table
session_following.py  notes who uses a session, at most every ten minutes; ends those too old
known_browsers.py     mails who signs in with a new device
device_names.py       the device in words, by what the browser says
"""
