"""Compare rendered articles with the output of other Markdown programs."""
