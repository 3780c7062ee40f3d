"""Where links lead, and what is embedded in the page."""
