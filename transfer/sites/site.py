"""What an import asks of the system that a folder comes from. `Site` answers for a plain folder."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from transfer.sites import written_languages
from transfer.sites.address_pattern import Address, expand_pattern
from transfer.sites.site_values import (
    NO_TERMS,
    FoldersAs,
    FolderTerms,
    NoArticle,
    NoteCode,
    SiteNote,
    SiteText,
    Withheld,
)
from transfer.sites.written_values import scalar_text, scalar_texts, written_flag, written_names

INDEX_NAMES = frozenset({"index", "readme", "_index"})
# Files about a repository, which are no articles of a site
ABOUT_REPOSITORY = frozenset(
    {
        *("readme", "license", "licence", "changelog", "contributing", "code_of_conduct"),
        *("security", "authors", "todo", "pull_request_template"),
    }
)
TEMPLATE_NAMES = frozenset({"template", "_template", "templates", "模板", "post-template"})
TEMPLATE_FOLDERS = frozenset({"template", "templates", "_templates", "scaffolds", "archetypes"})
# Layouts and types of pages that list others, and of documentation beside a blog
LIST_LAYOUTS = frozenset(
    {
        *("tags", "tag", "categories", "category", "archive", "archives", "search", "links"),
        *("link", "friends", "friend", "home", "index", "list", "timeline", "404", "redirect"),
    }
)
OTHER_LAYOUTS = frozenset({"wiki", "slide", "slides"})


HOST_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)+")
LONGEST_HOST = 254


class Site:
    """A folder without a generator, or served by GitHub Pages.

    `names_are_numbers`: a report shows titles beside the names of files. `is_exact`: the texts are
    those of this system, and no link of theirs means another file. `has_own_address`: its hosts are
    those of no other site.

    `root` is the folder of the configuration. It may be above the imported `folder`.
    `old_address` is a pattern such as /:year/:month/:title.html, which is used instead of that of
    the configuration. `hosts` are those of the site's own absolute links.
    """

    system: ClassVar[str] = "plain"
    names_are_numbers: ClassVar[bool] = False
    is_exact: ClassVar[bool] = False
    has_own_address: ClassVar[bool] = True

    def __init__(self, root: Path, folder: Path, old_address: str | None = None) -> None:
        self.root = root
        self.folder = folder
        self.old_address = old_address
        self.hosts: frozenset[str] = frozenset()
        self.base = ""  # the path of the site's address: /blog
        self.notes: list[SiteNote] = []

    # Files

    def file_roots(self) -> tuple[Path, ...]:
        """Return the folders in which /image.png and image.png are looked for."""
        return (self.root,)

    @cached_property
    def content(self) -> Path:
        """The folder that addresses are relative to."""
        return self.root

    def content_folders(self) -> tuple[Path, ...]:
        return (self.content,)

    def parts(self, file: Path) -> tuple[str, ...]:
        """Return the folders and the name of a file below `content`, () if it is elsewhere."""
        try:
            return file.relative_to(self.content).parts
        except ValueError:
            return ()

    def parts_of_import(self, file: Path) -> tuple[str, ...]:
        """Return the folders and the name of a file below the site, or below the import."""
        top = self.root if file.is_relative_to(self.root) else self.folder
        return file.relative_to(top).parts if file.is_relative_to(top) else (file.name,)

    # Articles

    def not_an_article(self, text: SiteText) -> NoArticle | None:
        """Return a code that says why the file is no article, None for an article or a page."""
        stem = text.file.stem.casefold()
        if stem in ABOUT_REPOSITORY and text.file.parent == self.root and not text.head:
            return "readme"
        return self.excluded_by_name(text) or self.excluded_by_layout(text.head)

    def outside_content(self, text: SiteText) -> NoArticle | None:
        """Return the code of a file outside the folders of content.

        It is an article where nothing of the imported folder is content: the folder was meant.
        """
        if text.file.stem.casefold() == "readme":
            return "readme"
        related = any(
            self.folder.is_relative_to(each) or each.is_relative_to(self.folder)
            for each in self.content_folders()
            if each.is_dir()
        )
        return self.excluded_by_name(text) or ("outside-content" if related else None)

    def excluded_by_name(self, text: SiteText) -> NoArticle | None:
        folders = {name.casefold() for name in self.parts_of_import(text.file)[:-1]}
        is_template = text.file.stem.casefold() in TEMPLATE_NAMES or folders & TEMPLATE_FOLDERS
        return "template" if is_template else None

    def excluded_by_layout(self, head: Mapping[str, Any]) -> NoArticle | None:
        if "article" in head and written_flag(head["article"]) is False:
            return "article-false"
        layouts = {scalar_text(head.get(key)).casefold() for key in ("layout", "type")}
        if layouts & OTHER_LAYOUTS:
            return "layout"
        return "list-page" if layouts & LIST_LAYOUTS else None

    def is_page(self, text: SiteText) -> bool:
        """Whether the file is a page such as “About”, not an article."""
        return "page" in (text.head.get("layout"), text.head.get("type"))

    def withheld(self, text: SiteText) -> Withheld | None:
        """Return a code if the system would not have published the file, else None."""
        return None

    def file_title(self, file: Path) -> str | None:
        """Return the title of a file without one, where its name is the title."""
        return None

    def link_names(self, text: SiteText) -> tuple[str, ...]:
        """Return further names by which links name the file."""
        return ()

    def plain_text(self, text: str) -> str:
        """Return the text without what only the templates of the system understand."""
        return text

    def default_values(self, text: SiteText) -> Mapping[str, Any]:
        """Return the front matter that the configuration states for a file."""
        return {}

    def folder_terms(self, text: SiteText, folders: FoldersAs) -> FolderTerms:
        """Return the topic and the tags that the folders of a file stand for."""
        names = self.parts(text.file)[:-1]
        if folders == "tags":
            return FolderTerms(None, names)
        return FolderTerms(names[0], names[1:]) if folders == "topics" and names else NO_TERMS

    # Addresses

    def old_paths(self, text: SiteText) -> tuple[str, ...]:
        """Return all paths that the generator makes for a file: first its own, then aliases.

        They are decoded and begin with a slash.
        """
        first = [expand_pattern(self.old_address, self.address(text))] if self.old_address else []
        paths = [*first, *self.own_paths(text), *self.alias_paths(text)]
        return tuple(dict.fromkeys(self.with_base(path) for path in paths if path))

    def own_paths(self, text: SiteText) -> Iterable[str]:
        """Yield the paths below the site's address, without those of `old_address`."""
        return github_pages_paths(self.parts(text.file))

    def alias_paths(self, text: SiteText) -> Iterable[str]:
        return (
            *scalar_texts(text.head.get("aliases")),
            *scalar_texts(text.head.get("redirect_from")),
        )

    def address(self, text: SiteText) -> Address:
        """Return the values of placeholders for `old_address`."""
        return Address.of_file(text.file, self.parts(text.file), text.head, text.title, text.date)

    def with_base(self, path: str) -> str:
        """Return the path below that of the site's address. An address of its own is cut off."""
        is_absolute = path.startswith(("http://", "https://", "//"))
        return urlsplit(path).path or "/" if is_absolute else joined_path(self.base, path)

    # Lists

    def old_topic_path(self, name: str) -> str | None:
        """Return the path of the list of a topic, None if the system has none."""
        return None

    def old_tag_path(self, name: str) -> str | None:
        return None

    def old_series_path(self, name: str) -> str | None:
        return None

    def old_lists(self, texts: Iterable[SiteText]) -> Iterator[tuple[str, str, str]]:
        """Yield the path, the kind (“topic”, “tag” or “series”) and the name of each list, once.

        The first category of a text is its topic; lower ones are tags, as in an import.
        """
        seen: set[str] = set()
        for text in texts:
            for path, kind, name in self.lists_of(text):
                if path and path not in seen:
                    seen.add(path)
                    yield path, kind, name

    def lists_of(self, text: SiteText) -> Iterator[tuple[str | None, str, str]]:
        for number, name in enumerate(written_names(text.head, "categories", "category")):
            yield self.old_topic_path(name), "tag" if number else "topic", name
        for name in written_names(text.head, "tags", "tag"):
            yield self.old_tag_path(name), "tag", name
        for name in written_names(text.head, "series")[:1]:
            yield self.old_series_path(name), "series", name

    # Languages

    def language(self, text: SiteText) -> str | None:
        """Return the language that the folder or the name of a file states."""
        return self.language_and_key(text)[0]

    def translation_key(self, text: SiteText) -> str | None:
        """Return a key that is equal for the translations of one text."""
        for name in ("translationkey", "translation_key", "ref", "page_id", "lang-ref"):
            if stated := scalar_text(text.head.get(name)):
                return f"{name}:{stated}"
        return self.language_and_key(text)[1]

    def language_and_key(self, text: SiteText) -> tuple[str | None, str | None]:
        return written_languages.of_parts(self.parts(text.file), self.language_folders)

    @cached_property
    def language_folders(self) -> dict[str, str]:
        """The languages by the names of the folders in `content`, {} for fewer than two."""
        return written_languages.language_folders(self.content)

    def note(self, code: NoteCode, detail: object) -> None:
        if (note := SiteNote(code, str(detail))) not in self.notes:
            self.notes.append(note)

    def use_host_file(self) -> None:
        """Take the host from the CNAME of GitHub Pages, which is among the files of the site."""
        for folder in dict.fromkeys((self.root, *self.file_roots())):
            if (file := folder / "CNAME").is_file():
                with suppress(OSError, UnicodeDecodeError), file.open(encoding="utf-8") as lines:
                    host = lines.readline(LONGEST_HOST).strip().lower()
                    self.hosts |= {host} if HOST_NAME.fullmatch(host) else set()

    def use_address(self, address: object) -> None:
        """Take hosts and base from the absolute address in a configuration."""
        try:
            parts = urlsplit(scalar_text(address))
            host = parts.hostname
        except ValueError:
            return
        if host:
            plain = host.removeprefix("www.")
            self.hosts = frozenset({plain, f"www.{plain}"})
            self.base = parts.path.rstrip("/")


def joined_path(base: str, path: str) -> str:
    """Return both with one slash between them, and one before them."""
    return f"{base.rstrip('/')}/{path.lstrip('/')}" if base else f"/{path.lstrip('/')}"


def github_pages_paths(parts: tuple[str, ...]) -> list[str]:
    """a/b.md is /a/b.html and /a/b; a/index.md and a/README.md are /a/."""
    if not parts:
        return []
    *folders, name = parts
    stem = name.rpartition(".")[0] or name
    folder = "".join(f"{each}/" for each in folders)
    if stem.casefold() in INDEX_NAMES:
        return [f"/{folder}"]
    return [f"/{folder}{stem}.html", f"/{folder}{stem}"]
