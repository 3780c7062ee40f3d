"""Database expressions: compiled queries, and the month of a date."""
