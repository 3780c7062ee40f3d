"""Pictures made of values: strips and share cards."""
