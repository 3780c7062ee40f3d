"""Links and embedded media: their targets, and what is shown if they do not exist."""
