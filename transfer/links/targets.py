"""What the links of one file mean, and where they lead once it is an article."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from rendering import SEPARATOR
from transfer.links.attachments import IMAGES, OTHERS, Uploads
from transfer.links.rewrite import Link
from transfer.reading.files import ENDINGS, is_inside
from transfer.report import Refusal
from transfer.sites.obsidian import Vault

PELICAN = re.compile(r"^[{|](?:static|filename|attach|photo)[}|]")
TEMPLATE = re.compile(r"\{\{|\{%")
# Where the programs keep what their sites have at the top.
TOPS = ("", "static", "source", "content", "public", "docs")
OUTSIDE = "it is outside the folder"


@dataclass(frozen=True, slots=True)
class Targets:
    """`addresses` are those of the articles and pages of the same import.

    `told` are the targets that the problems are about, `copied` the addresses of uploads.
    """

    file: Path
    root: Path
    addresses: Mapping[Path, str]
    vault: Vault
    uploads: Uploads
    problems: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    copied: set[str] = field(default_factory=set)

    def new_target(self, link: Link) -> str | None:
        """For `links.rewrite`: what cannot be followed stays as it is, and becomes a problem."""
        parts = SplitResult("", "", link.target, "", "") if link.wiki else local(link.target)
        if parts is None:
            return None
        try:
            found = self.vault.nearest(link.target, self.file) if link.wiki else self.find(parts)
            if found and self.is_taken(found):
                return self.new_wiki_target(link, found) if link.wiki else self.new(parts, found)
        except (Refusal, OSError) as error:
            self.tell(link.target, f"{link.target} was not copied: {error}")
            return None
        # Another article may be on the site already; where it is not, the renderer says so.
        is_file = Path(parts.path).suffix.lower() in IMAGES | OTHERS
        if is_file or (link.embedded and not link.wiki):
            kind = "picture" if link.embedded else "file"
            self.tell(link.target, f"the {kind} {link.target} was not found in the folder")
        return None

    def new(self, parts: SplitResult, found: Path) -> str:
        return self.address(found) + (f"#{parts.fragment}" if parts.fragment else "")

    def new_wiki_target(self, link: Link, found: Path) -> str:
        """With the words that were to be seen, where the name was all there was."""
        target = unquote(self.address(found)) + link.heading
        if link.words or (link.embedded and found not in self.addresses):
            return target
        # The backslash keeps a table's cell together, and is nothing elsewhere.
        return f"{target}\\|{link.target}{link.heading.replace('#', SEPARATOR)}"

    def tell(self, target: str, problem: str) -> None:
        self.told.add(unquote(target))
        self.problems.append(problem)

    def cover(self, target: str) -> str | None:
        """The name under which the cover image is stored."""
        link = local(target)
        try:
            found = self.find(link) if link else None
            if found and found.suffix.lower() in IMAGES:
                return self.uploads.take(found)
        except (Refusal, OSError) as error:
            self.problems.append(f"the cover {target} was not copied: {error}")
            return None
        self.problems.append(f"the cover {target} is no picture in the folder")
        return None

    def find(self, link: SplitResult) -> Path | None:
        """The article, or the file to copy, that a link leads to."""
        if link.scheme:
            raise Refusal(OUTSIDE)
        path, outside = unquote(link.path), False
        for place in self.places(path):
            if not is_inside(place, self.root):
                outside = True
            elif self.is_taken(found := place.resolve()):
                return found
        if (only := self.vault.only(path)) and self.is_taken(only):
            return only
        if outside or (path.startswith("/") and Path(path).is_file()):
            raise Refusal(OUTSIDE)
        return None

    def places(self, path: str) -> Iterator[Path]:
        if path.startswith("/"):
            yield from (self.root / top / path.lstrip("/") for top in TOPS)
        else:
            yield self.file.parent / path
            yield self.file.with_suffix("") / path  # Hexo's folder of an article's own files
            if not path.startswith("."):
                yield self.root / path  # as Obsidian may write them

    def is_taken(self, path: Path) -> bool:
        """Whether the path becomes an article, or is a file that may come along."""
        return path in self.addresses or (path.is_file() and path.suffix.lower() not in ENDINGS)

    def address(self, found: Path) -> str:
        if found in self.addresses:
            return self.addresses[found]
        address = self.uploads.address(found)
        self.copied.add(unquote(address))
        return address


def local(target: str) -> SplitResult | None:
    """The link as parts, if it leads to a file of the author's."""
    try:
        link = urlsplit(PELICAN.sub("", target.strip()))
    except ValueError:
        return None
    on_a_disk = link.scheme in ("", "file") or len(link.scheme) == 1  # C:\pictures
    is_remote = not on_a_disk or (link.netloc and not link.scheme)
    return None if is_remote or not link.path or TEMPLATE.search(target) else link
