"""The site as Ghost imports it (version 5 and later): JSON, or a .zip with the files.

ghost_file.py    the file, written piece by piece
ghost_rows.py    rows of its tables
lexical_text.py  a text in the format of Ghost's editor
"""
