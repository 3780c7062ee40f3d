"""Sites whose addresses are those of the files: mdBook and Quarto."""

from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from transfer.sites.site import NoArticle, Site, SiteText
from transfer.sites.written_values import mapping_of, scalar_text


class BookSite(Site):
    """mdBook. `settings` is book.toml."""

    system: ClassVar[str] = "mdbook"

    def __init__(
        self, root: Path, folder: Path, settings: dict[str, Any], old_address: str | None = None
    ) -> None:
        super().__init__(root, folder, old_address)
        self.settings = settings
        html = mapping_of(mapping_of(settings.get("output")).get("html"))
        self.base = "/" + scalar_text(html.get("site-url")).strip("/")

    @cached_property
    def content(self) -> Path:
        return self.root / (scalar_text(mapping_of(self.settings.get("book")).get("src")) or "src")

    def file_roots(self) -> tuple[Path, ...]:
        return (self.content, self.root)

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        if not self.parts(text.file):
            return self.outside_content(text)
        return "list-page" if text.file.stem == "SUMMARY" else self.excluded_by_name(text)


class QuartoSite(Site):
    """Quarto. `settings` is _quarto.yml."""

    system: ClassVar[str] = "quarto"

    def __init__(
        self, root: Path, folder: Path, settings: dict[str, Any], old_address: str | None = None
    ) -> None:
        super().__init__(root, folder, old_address)
        self.use_address(mapping_of(settings.get("website")).get("site-url"))

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        if any(part.startswith("_") for part in self.parts(text.file)):
            return "fragment"
        return "list-page" if "listing" in text.head else super().not_an_article(text)
