"""What each foreign system does its own way."""
