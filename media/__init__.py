"""Uploaded files: what they are, where they are stored, what uses them."""
