"""A site of its own to fetch files from."""

from tests.remote_site import asked_site, running_site, site

__all__ = ["asked_site", "running_site", "site"]
