"""Where links of imported files lead, and the files that come along."""
