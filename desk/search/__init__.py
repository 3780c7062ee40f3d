"""Searching all articles that somebody may see, drafts included, in their newest texts."""
