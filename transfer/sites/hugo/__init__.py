"""Hugo: content/, hugo.toml."""
