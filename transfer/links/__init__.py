"""Links of imported files: finds them, rewrites their targets, copies the files that they need."""
