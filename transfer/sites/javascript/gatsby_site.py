"""A site of Gatsby, as its starters make addresses: of folders, `slug` or `path`."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from transfer.sites.javascript.script_site import ScriptSite, find_texts
from transfer.sites.site_values import NoArticle, SiteText
from transfer.sites.written_values import mapping_of, scalar_text

SOURCE = r"path\s*:\s*[`'\"](?:\$\{__dirname\}/|\./|/)?([\w./-]+)"
# Folders of gatsby-starter-blog and of other starters
DEFAULT_FOLDERS = ("content/blog", "content/posts", "content", "src/pages", "blog", "posts")


class GatsbySite(ScriptSite):
    system: ClassVar[str] = "gatsby"

    def configure(self) -> None:
        metadata = mapping_of(self.settings.get("siteMetadata"))
        self.use_address(metadata.get("siteUrl") or metadata.get("url"))
        self.base = "/" + self.literal("pathPrefix").strip("/")

    @cached_property
    def sources(self) -> list[Path]:
        """Return the folders of gatsby-source-filesystem, deeper ones first."""
        names = [*find_texts(SOURCE, self.script_text), *DEFAULT_FOLDERS]
        folders = {(self.root / name).resolve() for name in names}
        return sorted(
            (each for each in folders if each.is_dir()), key=lambda each: -len(each.parts)
        )

    def content_folders(self) -> tuple[Path, ...]:
        return tuple(self.sources)

    def parts(self, file: Path) -> tuple[str, ...]:
        source = next((each for each in self.sources if file.is_relative_to(each)), None)
        return file.relative_to(source).parts if source else ()

    def file_roots(self) -> tuple[Path, ...]:
        return (self.root / "static", *self.sources, self.root)

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        if not self.parts(text.file):
            return self.outside_content(text)
        return self.excluded_by_name(text)

    def own_paths(self, text: SiteText) -> Iterator[str]:
        """createFilePath() ends with a slash; a stated path is written as it is."""
        for name in ("path", "slug", "permalink"):
            if stated := scalar_text(text.head.get(name)):
                yield f"/{stated.strip('/')}/"
                return
        *folders, _name = self.parts(text.file) or ("",)
        own = [] if text.file.stem == "index" else [text.file.stem]
        if self.parts(text.file):
            yield re.sub("/{2,}", "/", "/".join(("", *folders, *own, "")))

    def old_tag_path(self, name: str) -> str | None:
        return self.with_base(f"/tags/{name.lower().replace(' ', '-')}/")
