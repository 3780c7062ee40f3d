"""Links of imported files: their new targets, and the files that are copied for them."""
