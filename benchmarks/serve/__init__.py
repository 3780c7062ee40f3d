"""A site, nginx beside it, and what is measured of them."""
