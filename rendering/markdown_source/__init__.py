"""Markdown as text, for what writes it: fences, indentation, starts of lines, and links."""
