"""What a reader of one system must offer, and what it tells about the old site."""

from typing import NamedTuple, Protocol

from transfer.sites.detect import COMMONMARK

from .folder import ExportFolder
from .source import ExportSource


class OldSite(NamedTuple):
    """`name` identifies the site in later imports; `hosts` are those of its absolute links.

    `dialect` is that of the texts, None if it is to be detected.
    """

    name: str
    hosts: tuple[str, ...] = ()
    dialect: str | None = COMMONMARK


class ExportReader(Protocol):
    """Reads the exports of one system."""

    SYSTEM: str  # as the report stores it: "wordpress"
    NAME: str  # as people call it: "WordPress"

    def recognises(self, source: ExportSource) -> bool: ...

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite: ...
