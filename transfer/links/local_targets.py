"""Resolves the links of one file: the new target of each in the article."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from rendering import SEPARATOR
from rendering.links.link_targets import wiki_address
from rendering.markdown_source.source_links import SourceLink
from transfer.links.attachments import IMAGES, OTHERS, UploadCopier
from transfer.links.former_addresses import OldAddresses
from transfer.links.linked_places import LinkedPlace
from transfer.messages import ImportFailure, ImportMessage
from transfer.notebooks.data_addresses import picture_of_address
from transfer.plan import PlannedFile
from transfer.reading.markdown_files import CONVERTED, ENDINGS
from transfer.sites.obsidian import Vault

PELICAN = re.compile(r"^[{|](?:static|filename|attach|photo)[}|]")
# The id of a block at the end of a wiki link is no text.
BLOCK_ID = re.compile(r"#\s*\^[^#]*$")
TEMPLATE = re.compile(r"\{\{|\{%")
# Folders whose content is at the root of the site: /image.png may be static/image.png
TOPS = ("", "static", "source", "content", "public", "docs")


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """`addresses` are the URLs of the articles and pages of the same import, `old_addresses` those
    of the former site.

    `reported` are the targets of `problems`. `copied` are the URLs of copied files. `linked` are
    the parts of other articles that links lead to.
    """

    entry: PlannedFile
    root: Path
    addresses: Mapping[Path, str]
    old_addresses: OldAddresses
    vault: Vault
    uploads: UploadCopier
    problems: list[ImportMessage] = field(default_factory=list)
    reported: set[str] = field(default_factory=set)
    copied: set[str] = field(default_factory=set)
    linked: list[LinkedPlace] = field(default_factory=list)

    def new_target(self, link: SourceLink) -> str | None:
        """For rewrite_links(). A target that is not found stays as it is and is a problem."""
        if link.target.startswith("data:"):
            return self.copied_picture(link.target)
        parts = SplitResult("", "", link.target, "", "") if link.wiki else local_link(link.target)
        if parts is None:
            return self.old_addresses.target(link.target, self.entry)
        # Before files are looked for, which takes many calls of the system.
        is_absolute = parts.path.startswith("/") and not link.wiki
        if is_absolute and (moved := self.old_addresses.target(link.target, self.entry)):
            return moved
        try:
            found = (
                self.vault.nearest(link.target, self.entry.file) if link.wiki else self.find(parts)
            )
            if found and self.can_be_linked(found):
                return (
                    self.new_wiki_target(link, found) if link.wiki else self.new_url(parts, found)
                )
            if not link.wiki and (moved := self.old_addresses.target(link.target, self.entry)):
                return moved
        except (ImportFailure, OSError) as error:
            self.report(
                link.target, ImportMessage("target-not-copied", target=link.target, reason=error)
            )
            return None
        # The target may be an article of the site. If it is not, the renderer warns.
        is_file = Path(parts.path).suffix.lower() in IMAGES | OTHERS
        if is_file or (link.embedded and not link.wiki):
            code = "picture-missing" if link.embedded else "file-missing"
            self.report(link.target, ImportMessage(code, target=link.target))
        return None

    def copied_picture(self, address: str) -> str | None:
        """Copy a picture that is in the text itself. What is none stays, and the renderer warns."""
        picture = picture_of_address(address)
        if picture is None:
            return None
        try:
            copy = self.uploads.picture_url(picture)
        except (ImportFailure, OSError) as error:
            self.report(
                address, ImportMessage("target-not-copied", target=picture.name, reason=error)
            )
            return None
        self.copied.add(unquote(copy))
        return copy

    def target_beside(self, link: SourceLink) -> str | None:
        """The same for a text of this system, in which addresses of the site are none of files."""
        return None if link.target.startswith("/") and not link.wiki else self.new_target(link)

    def new_url(self, parts: SplitResult, found: Path) -> str:
        if not parts.fragment:
            return self.url_of(found)
        place = parts.fragment
        if found in self.addresses:
            place = place_name(place)
            self.note_place(found, place, f"{parts.path}#{parts.fragment}")
        return f"{self.url_of(found)}#{place}"

    def note_place(self, found: Path, place: str, written: str) -> None:
        if found != self.entry.file and (address := self.addresses.get(found)):
            self.linked.append(LinkedPlace(address, place, unquote(written)))

    def new_wiki_target(self, link: SourceLink, found: Path) -> str:
        """Add the name as the text of the link, if the link has none."""
        target = unquote(self.url_of(found)) + link.heading
        if link.heading:
            place = wiki_address(link.heading).removeprefix("#")
            self.note_place(found, place, f"{link.target}{link.heading}")
        if link.words or (link.embedded and found not in self.addresses):
            return target
        # The backslash is for links in table cells; elsewhere it has no effect.
        heading = BLOCK_ID.sub("", link.heading)
        return f"{target}\\|{link.target}{heading.replace('#', SEPARATOR)}"

    def report(self, target: str, problem: ImportMessage) -> None:
        self.reported.add(unquote(target))
        self.problems.append(problem)

    def copy_cover(self, target: str) -> str | None:
        """Copy the cover image. Return its name in the storage, None with a problem."""
        link = local_link(target)
        if link is None:
            self.problems.append(ImportMessage("cover-elsewhere", target=target))
            return None
        try:
            found = self.find(link)
            if found and found.suffix.lower() in IMAGES:
                return self.uploads.copy(found)
        except (ImportFailure, OSError) as error:
            self.problems.append(ImportMessage("cover-not-copied", target=target, reason=error))
            return None
        self.problems.append(ImportMessage("cover-missing", target=target))
        return None

    def find(self, link: SplitResult) -> Path | None:
        """Return the file that a link leads to: an article of the import, or a file to copy."""
        if link.scheme:
            raise ImportFailure("outside")
        path, outside = unquote(link.path), False
        for place in self.places(path):
            if not os.path.lexists(place):  # much cheaper than what follows links
                outside = outside or not self.uploads.is_below(place)
            elif not self.uploads.may_read(place):
                outside = True
            elif self.can_be_linked(found := place.resolve()):
                return found
        beside = self.old_addresses.file_beside(path, self.entry)
        if beside and self.uploads.may_read(beside) and self.can_be_linked(beside.resolve()):
            return beside.resolve()
        if (only := self.vault.only(path)) and self.can_be_linked(only):
            return only
        if outside or (path.startswith("/") and Path(path).is_file()):
            raise ImportFailure("outside")
        return None

    def places(self, path: str) -> Iterator[Path]:
        if path.startswith("/"):
            for folder in (self.root, *self.uploads.roots):
                yield from (folder / top / path.lstrip("/") for top in TOPS)
        else:
            yield self.entry.file.parent / path
            yield self.entry.file.with_suffix("") / path  # Hexo's asset folder of an article
            if not path.startswith("."):
                yield self.root / path  # as Obsidian may write them
                yield from (folder / path for folder in self.uploads.roots)

    def can_be_linked(self, path: Path) -> bool:
        """Whether the path is an article of the import, or a file that can be copied."""
        return path in self.addresses or (
            path.is_file() and path.suffix.lower() not in (*ENDINGS, *CONVERTED)
        )

    def url_of(self, found: Path) -> str:
        if found in self.addresses:
            return self.addresses[found]
        address = self.uploads.copied_url(found)
        self.copied.add(unquote(address))
        return address


def local_link(target: str) -> SplitResult | None:
    """Return the parts of the link if its target is a local file, else None."""
    try:
        link = urlsplit(PELICAN.sub("", target.strip()))
    except ValueError:
        return None
    on_a_disk = link.scheme in ("", "file") or len(link.scheme) == 1  # C:\pictures
    is_remote = not on_a_disk or (link.netloc and not link.scheme)
    return None if is_remote or not link.path or TEMPLATE.search(target) else link


def place_name(fragment: str) -> str:
    """Return the id that a fragment means: Obsidian writes the words of the heading."""
    words = unquote(fragment)
    return wiki_address(f"#{words}").removeprefix("#") if " " in words else fragment
