"""The folders of a Hugo site, their languages, and the characters of its paths."""

import posixpath
from functools import cached_property
from pathlib import Path

from transfer.sites.hugo import hugo_permalinks
from transfer.sites.hugo.hugo_config import HugoConfig, HugoLanguage
from transfer.sites.hugo.hugo_files import HugoFile, hugo_file
from transfer.sites.site import Site
from transfer.sites.site_values import SiteText
from transfer.sites.written_values import scalar_texts


class HugoPlaces(Site):
    def __init__(
        self, root: Path, folder: Path, config: HugoConfig, old_address: str | None = None
    ) -> None:
        super().__init__(root, folder, old_address)
        self.config = config
        self.languages = config.languages()
        self.use_address(config.text("baseurl"))
        hosts, base = self.hosts, self.base
        self.bases = dict[str, str]()  # the paths of languages with an address of their own
        for code, language in self.languages.items():
            if language.address:
                self.use_address(language.address)
                hosts |= self.hosts
                self.bases[code] = self.base
        self.hosts, self.base = hosts, "" if self.bases else base

    # Files

    @cached_property
    def content(self) -> Path:
        return self.root / self.config.text("contentdir", "content")

    def file_roots(self) -> tuple[Path, ...]:
        static = self.config.static_folders()
        themes = [
            f"themes/{name}/static" for name in scalar_texts(self.config.settings.get("theme"))
        ]
        folders = [*static, "assets", *(f"static/{code}" for code in self.languages), *themes]
        contents = {language.content for language in self.languages.values()}
        return tuple(self.root / name for name in (*folders, *sorted(contents)))

    def content_folders(self) -> tuple[Path, ...]:
        return tuple({self.root / language.content for language in self.languages.values()})

    def language_of(self, file: Path) -> HugoLanguage:
        """Return the language in whose folder the file is; that of a name comes before it."""
        if len(self.languages) == 1:
            return next(iter(self.languages.values()))
        below = [
            language
            for language in self.languages.values()
            if file.is_relative_to(self.root / language.content)
        ]
        default = self.languages.get(self.config.default_language)
        deepest = max((len(each.content) for each in below), default=0)
        nearest = [each for each in below if len(each.content) == deepest]
        fallback = default or next(iter(self.languages.values()))
        return fallback if fallback in nearest or not nearest else nearest[0]

    def parts(self, file: Path) -> tuple[str, ...]:
        content = self.root / self.language_of(file).content
        return file.relative_to(content).parts if file.is_relative_to(content) else ()

    def described(self, text: SiteText) -> HugoFile:
        if text.file not in self.known_files:
            language = self.language_of(text.file).code
            parts = self.parts(text.file)
            known = frozenset(self.languages)
            self.known_files[text.file] = hugo_file(text.file, parts, language, known)
        return self.known_files[text.file]

    @cached_property
    def known_files(self) -> dict[Path, HugoFile]:
        return {}

    # Paths

    def cleaned(self, path: str) -> str:
        clean = posixpath.normpath(f"/{path}").replace("//", "/")
        return "/".join(self.sanitized(part) for part in clean.split("/"))

    def sanitized(self, text: str) -> str:
        return hugo_permalinks.sanitized_path(
            text,
            lower=not self.config.flag("disablepathtolower"),
            accents=not self.config.flag("removepathaccents"),
        )

    def prefix(self, language: str) -> str:
        """Return the folder of a language, or the path of its own address, “” for none."""
        if self.bases or len(self.languages) == 1:
            return self.bases.get(language, "")
        is_default = language == self.config.default_language
        in_root = is_default and not self.config.flag("defaultcontentlanguageinsubdir")
        return "" if in_root else f"/{language}"
