"""The search page: query, results, facets, suggestions and throttle."""
