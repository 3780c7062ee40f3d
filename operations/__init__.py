"""Running a site: starting it, backing it up, restoring and checking it."""
