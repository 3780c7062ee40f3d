"""From SQLite to PostgreSQL and back: the copy of one database becomes a copy of the other.

The columns and their types are those that SQLite has after the same migrations.

column_kinds.py   what a column holds, by its type in SQLite
copy_format.py    ENGINE: the text format of COPY
row_values.py     ENGINE: a value in SQLite, in COPY, and as both are compared
empty_sqlite.py   a file of SQLite after given migrations, made by a process of its own
to_postgresql.py  a file of SQLite -> files of COPY
to_sqlite.py      files of COPY -> a file of SQLite
comparing.py      numbers and digests of rows
"""
