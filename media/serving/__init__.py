"""Answers with files: at the address that texts use, and at that of their content."""
