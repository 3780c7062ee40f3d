"""A site of Astro: pages, and content collections whose addresses its routes say."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from transfer.sites import written_languages
from transfer.sites.configurations import BrokenConfiguration, read_configuration_text
from transfer.sites.github_slugs import github_slug
from transfer.sites.javascript.script_site import ScriptSite, find_texts, script_in
from transfer.sites.site_values import NoArticle, SiteText
from transfer.sites.written_values import scalar_text

PAGES, CONTENT = "src/pages", "src/content"
# const blog = defineCollection({ loader: glob({ base: './src/data/blog' …
LOADED = re.compile(
    r"(?:const|let)\s+(\w+)\s*=\s*defineCollection\((?:(?!defineCollection)[\s\S])*?"
    r"base\s*:\s*(?:`\./\$\{\w+\}|`|'|\")(?:\./)?([^`'\"]*)"
)
CONSTANT_PATH = r"const\s+\w*(?:PATH|DIR|BASE)\w*\s*=\s*['\"](?:\./)?(src/[^'\"]+)['\"]"
COLLECTION = r"getCollection\(\s*['\"](\w+)['\"]"
LARGEST_NUMBER_OF_ROUTES = 500


class AstroSite(ScriptSite):
    system: ClassVar[str] = "astro"

    def configure(self) -> None:
        self.use_address(self.literal("site"))
        self.base = "/" + self.literal("base").strip("/")

    @cached_property
    def content(self) -> Path:
        return self.root / "src"

    def file_roots(self) -> tuple[Path, ...]:
        return (self.root / "public", self.root / "src/assets", self.root / "src", self.root)

    @cached_property
    def collections(self) -> dict[str, str]:
        """Return the names of the collections by their folders below the site."""
        content = self.root / CONTENT
        names = (
            [each.name for each in content.iterdir() if each.is_dir()] if content.is_dir() else []
        )
        found = {f"{CONTENT}/{name}": name for name in names}
        text = self.text_of_file(script_in(self.root / "src", "content.config", "content/config"))
        constant = next(iter(find_texts(CONSTANT_PATH, text)), "")
        for name, base in LOADED.findall(text):
            found[(base or constant).strip("/")] = name
        return found

    @cached_property
    def routes(self) -> dict[str, str]:
        """Return the folder of addresses of each collection: that of its [...slug].astro."""
        found = dict[str, str]()
        pages = self.root / PAGES
        for file in sorted(pages.rglob("[[]*.astro"))[:LARGEST_NUMBER_OF_ROUTES]:
            route = file.relative_to(pages).parent.as_posix().removeprefix(".")
            if "[" not in route and "page" not in file.stem:
                for name in find_texts(COLLECTION, self.text_of_file(file)):
                    found.setdefault(name, route)
        if "starlight(" in self.script_text:
            found["docs"] = ""
        return found

    def text_of_file(self, file: Path | None) -> str:
        try:
            return read_configuration_text(file) if file else ""
        except BrokenConfiguration as error:
            self.note("configuration-broken", error)
            return ""

    def content_folders(self) -> tuple[Path, ...]:
        return tuple(self.root / path for path in (PAGES, *self.collections))

    def placed(self, text: SiteText) -> tuple[str, str] | None:
        """Return the collection of a file (“” for a page) and its path in it."""
        if not text.file.is_relative_to(self.root):
            return None
        path = text.file.relative_to(self.root).as_posix()
        for folder in sorted(self.collections, key=len, reverse=True):
            if path.startswith(f"{folder}/"):
                return self.collections[folder], path.removeprefix(f"{folder}/")
        return ("", path.removeprefix(f"{PAGES}/")) if path.startswith(f"{PAGES}/") else None

    # Articles

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        placed = self.placed(text)
        if placed is None:
            return self.outside_content(text)
        if any(part.startswith("_") for part in placed[1].split("/")):
            return "fragment"
        return self.excluded_by_name(text)

    def is_page(self, text: SiteText) -> bool:
        placed = self.placed(text)
        return placed is not None and placed[0] in ("", "pages", "page", "spec")

    # Addresses

    def own_paths(self, text: SiteText) -> Iterator[str]:
        placed = self.placed(text)
        if placed is None:
            return
        collection, path = placed
        if not collection:
            yield from self.ended(f"/{path.rpartition('.')[0]}")
            return
        if collection not in self.routes:
            self.note("route-unknown", collection)
        route = self.routes.get(collection, collection)
        for slug in self.slugs(text, path):
            yield from self.ended(f"/{route}/{slug}")

    def slugs(self, text: SiteText, path: str) -> Iterator[str]:
        """Yield the slug that is stated, or that of the path."""
        stem = path.rpartition(".")[0]
        slug = "/".join(github_slug(part) for part in stem.split("/"))
        stated = scalar_text(text.head.get("slug") or text.head.get("postslug"))
        yield stated or re.sub(r"/index$", "", slug)

    def ended(self, path: str) -> Iterator[str]:
        """Yield the path with and without a slash, unless the site states one of them."""
        plain = re.sub("/{2,}", "/", re.sub(r"(?:^|/)index$", "/", path)).rstrip("/")
        stated = self.literal("trailingSlash")
        if stated != "never":
            yield f"{plain}/"
        if stated != "always" and plain:
            yield plain

    def old_tag_path(self, name: str) -> str | None:
        has_tags = (self.root / PAGES / "tags").is_dir()
        return self.with_base(f"/tags/{github_slug(name)}/") if has_tags else None

    # Languages

    def language_and_key(self, text: SiteText) -> tuple[str | None, str | None]:
        """Of the folder in a collection: src/content/blog/en/post.md."""
        placed = self.placed(text)
        if placed is None:
            return None, None
        *folders, _name = placed[1].split("/")
        folder = text.file.parents[len(folders)]
        language, key = self.language_in(folder, tuple(placed[1].split("/")))
        return language, f"{placed[0]}/{key}"

    def language_in(self, folder: Path, parts: tuple[str, ...]) -> tuple[str | None, str | None]:
        if folder not in self.known_folders:
            self.known_folders[folder] = written_languages.language_folders(folder)
        return written_languages.of_parts(parts, self.known_folders[folder])

    @cached_property
    def known_folders(self) -> dict[Path, dict[str, str]]:
        return {}
