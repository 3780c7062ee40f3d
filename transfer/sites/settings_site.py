"""What sites with a configuration of values have in common."""

from pathlib import Path
from typing import Any, ClassVar

from transfer.sites.site import Site


class SettingsSite(Site):
    """`settings` is the configuration. {} stands for the defaults of the system.

    `address_key` is the setting with the address of the site.
    """

    address_key: ClassVar[str] = ""

    def __init__(
        self, root: Path, folder: Path, settings: dict[str, Any], old_address: str | None = None
    ) -> None:
        super().__init__(root, folder, old_address)
        self.settings = settings
        self.configure()

    def configure(self) -> None:
        """Take what the settings say of the address of the site."""
        self.use_address(self.settings.get(self.address_key))
