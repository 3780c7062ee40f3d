"""Reads one file: front matter, title, prose, and visibility."""
