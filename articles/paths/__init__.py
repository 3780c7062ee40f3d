"""Paths of other systems, as values: their normal form, and what their parts mean."""
