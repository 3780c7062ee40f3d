"""One article: its queries, context, neighbours, citation, Markdown export and preview links."""
