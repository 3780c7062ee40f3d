"""A list of articles: its scope, filters, pagination and facets."""
