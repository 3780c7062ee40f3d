"""Conventions of the systems that files come from."""
