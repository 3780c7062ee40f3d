"""What the first page of the desk shows: drafts, plans, what needs care, a year of writing."""
