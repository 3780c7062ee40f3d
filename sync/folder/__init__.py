"""ENGINE: a folder of texts: what is in it, and how a file is changed without harm to the rest.

scanning.py            the texts of a folder, and whether a file is another one than before
writing.py             whole files or none; what is deleted goes to `.trash`
file_encoding.py       bytes of a file as text, and back: encoding and line ends stay
front_matter_edits.py  single keys of front matter
text_edits.py          title and text
"""
