"""Full-text search engine: texts in, ranked ids and snippets out. Independent of Django."""
