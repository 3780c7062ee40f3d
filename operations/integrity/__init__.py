"""Whether the database is sound: looked at at each start, and all of it once a day.

wal_frames.py       ENGINE: which commits of a WAL SQLite would drop without a word
journal_check.py    looks at the WAL before the first process opens the database
integrity_checks.py  the checks of SQLite and PostgreSQL, and what is told of them
daily_check.py      the background task of each day
"""
