"""Metadata of pages: share images and JSON-LD."""
