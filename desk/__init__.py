"""Where authors write: drafts beside what readers see, and a history that keeps every text."""
