"""What follows a save: rendering, indexing, relations, redirects."""
