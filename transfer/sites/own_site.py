"""A folder that `manage.py export` has written: site.yaml says so."""

from pathlib import Path
from typing import ClassVar

from transfer.reading.own_keys import MARK
from transfer.sites.configurations import BrokenConfiguration, read_configuration_values
from transfer.sites.site import Site
from transfer.sites.site_values import NoArticle, SearchedFolder, SiteText

SITE_FILE = "site.yaml"


class OwnSite(Site):
    """`root` is the folder with site.yaml. All texts are read as they stand."""

    system = "longwave"
    is_exact: ClassVar[bool] = True

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        """Markdown without our keys: a file of the library, unless it has a folder of its own."""
        is_beside = (text.file.parent / "index.md").is_file() and text.file.name != "index.md"
        of_library = self.parts(text.file)[:1] == ("files",)
        return "attachment" if is_beside or of_library else None


def find_own(searched: SearchedFolder) -> Site | None:
    """A broken site.yaml is none of ours: others have files of this name too."""
    return OwnSite(searched.root, searched.folder) if is_own(searched.root / SITE_FILE) else None


def is_own(file: Path) -> bool:
    try:
        return file.is_file() and MARK in read_configuration_values(file)
    except BrokenConfiguration:
        return False
