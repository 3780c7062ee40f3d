"""Used by `benchmarks/redirects.py`: fills a database with redirects, and asks for addresses."""
