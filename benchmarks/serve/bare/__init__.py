"""Minimal Django views for comparison: two short views with the middleware of a new project, on
the same server, with the same articles."""
