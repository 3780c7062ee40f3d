"""The pages of the desk: views, and what they show. They need no JavaScript."""
