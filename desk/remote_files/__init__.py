"""Pictures on other sites that an article shows, and copies of them in their place."""
