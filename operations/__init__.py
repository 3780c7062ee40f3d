"""Starting, backing up and checking a site: commands, without tables."""
