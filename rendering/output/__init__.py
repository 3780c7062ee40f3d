"""Rendered pages in other formats: feeds, mail, books, other systems, plain text."""
