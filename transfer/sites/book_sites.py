"""Sites whose addresses are those of the files: mdBook and Quarto."""

from functools import cached_property
from pathlib import Path
from typing import ClassVar

from transfer.sites.settings_site import SettingsSite
from transfer.sites.site_values import NoArticle, SiteText
from transfer.sites.written_values import mapping_of, scalar_text


class BookSite(SettingsSite):
    """mdBook. `settings` is book.toml."""

    system: ClassVar[str] = "mdbook"

    def configure(self) -> None:
        html = mapping_of(mapping_of(self.settings.get("output")).get("html"))
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


class QuartoSite(SettingsSite):
    """Quarto. `settings` is _quarto.yml."""

    system: ClassVar[str] = "quarto"

    def configure(self) -> None:
        self.use_address(mapping_of(self.settings.get("website")).get("site-url"))

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        if any(part.startswith("_") for part in self.parts(text.file)):
            return "fragment"
        return "list-page" if "listing" in text.head else super().not_an_article(text)
