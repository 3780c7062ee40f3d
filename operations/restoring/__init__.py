"""Restoring a backup: site_restore.py replaces the data of the site, which are kept first."""
