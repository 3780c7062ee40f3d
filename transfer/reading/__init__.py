"""One file, read: front matter, title, prose, and who may read it."""
