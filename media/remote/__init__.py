"""Fetches a file of another site into a local file, and asks no machine of a private network.

    fetched = fetch("https://example.org/图.png", file, limits)

It uses no model and no setting. What the file is, its content tells: see `media.inspection`.
"""

from media.remote.destinations import Destinations
from media.remote.fetching import FetchedFile, FetchLimits, fetch
from media.remote.web_addresses import LONGEST_ADDRESS, web_address

__all__ = [
    "LONGEST_ADDRESS",
    "Destinations",
    "FetchLimits",
    "FetchedFile",
    "fetch",
    "web_address",
]
