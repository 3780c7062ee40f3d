"""Markdown as text, for what writes it: fences, indentation, and the starts of lines."""
