"""The page in other forms: feeds, mail, plain text."""
