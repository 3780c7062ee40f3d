"""Wiring: how the site is configured and served. Nothing here is behaviour of the product."""
