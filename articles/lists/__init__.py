"""A list of articles: its scope, filters, pagination, facets and labels."""
