"""Rendered pages in other formats: feeds, mail, plain text."""
