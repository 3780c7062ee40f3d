"""Writes what is on the site as files: everything, so that an import brings all of it back."""
