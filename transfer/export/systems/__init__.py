"""What the exports for other systems share: texts, terms, authors and files as values."""
