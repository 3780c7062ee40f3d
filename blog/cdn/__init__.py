"""A cache in front of the site: the keys of its pages, and how it is told of changes."""
