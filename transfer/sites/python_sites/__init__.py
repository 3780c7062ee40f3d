"""MkDocs and Pelican."""
