"""In-memory cache of values and fragments, and the database triggers that count changes."""
