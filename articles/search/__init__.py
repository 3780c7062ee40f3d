"""The search page: query, results, facets, suggestions and rate limit."""
