"""Help with the database: compiled queries, months as ranges of time, lookups by ids."""
