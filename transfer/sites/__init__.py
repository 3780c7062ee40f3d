"""Conventions of the systems that files come from.

find_site() returns the site of a folder. It knows which files are articles, the addresses that
the system made for them, and where it looks for pictures. Configurations are read, never executed.
"""

from transfer.sites.site import Site
from transfer.sites.site_finder import find_site
from transfer.sites.site_values import SiteNote, SiteText

__all__ = ["Site", "SiteNote", "SiteText", "find_site"]
