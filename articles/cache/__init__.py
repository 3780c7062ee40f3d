"""What is kept in memory until the content changes, and the triggers that count its changes."""
