"""Data extracted from a finished page: excerpt, search text, counts, strip, language."""
