"""Measure the library at the desk with many files."""
