"""What the links of one file mean, and where they lead once it is an article."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from articles.transfer.files import ENDINGS, is_inside
from articles.transfer.report import Refusal
from articles.transfer.uploads import IMAGES, OTHERS, Uploads

PELICAN = re.compile(r"^[{|](?:static|filename|attach|photo)[}|]")
TEMPLATE = re.compile(r"\{\{|\{%")
# Where the programs keep what their sites have at the top.
TOPS = ("", "static", "source", "content", "public", "docs")
OUTSIDE = "it is outside the folder"


@dataclass(frozen=True, slots=True)
class Targets:
    """`addresses` are those of the articles and pages of the same import."""

    file: Path
    root: Path
    addresses: Mapping[Path, str]
    uploads: Uploads
    problems: list[str] = field(default_factory=list)

    def new_target(self, target: str, embedded: bool) -> str | None:
        """For `links.rewrite`: what cannot be followed stays as it is, and becomes a problem."""
        link = local(target)
        if link is None:
            return None
        try:
            found = self.find(link)
            if found:
                return self.address(found) + (f"#{link.fragment}" if link.fragment else "")
        except (Refusal, OSError) as error:
            self.problems.append(f"{target} was not copied: {error}")
            return None
        if embedded or Path(link.path).suffix.lower() in {*ENDINGS, *IMAGES, *OTHERS}:
            kind = "picture" if embedded else "file"
            self.problems.append(f"the {kind} {target} was not found in the folder")
        return None

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
            elif (found := place.resolve()) in self.addresses or is_upload(found):
                return found
        if outside or (path.startswith("/") and Path(path).is_file()):
            raise Refusal(OUTSIDE)
        return None

    def places(self, path: str) -> Iterator[Path]:
        if path.startswith("/"):
            yield from (self.root / top / path.lstrip("/") for top in TOPS)
        else:
            yield self.file.parent / path
            yield self.file.with_suffix("") / path  # Hexo's folder of an article's own files

    def address(self, found: Path) -> str:
        return self.addresses.get(found) or self.uploads.address(found)


def local(target: str) -> SplitResult | None:
    """The link as parts, if it leads to a file of the author's."""
    try:
        link = urlsplit(PELICAN.sub("", target.strip()))
    except ValueError:
        return None
    on_a_disk = link.scheme in ("", "file") or len(link.scheme) == 1  # C:\pictures
    is_remote = not on_a_disk or (link.netloc and not link.scheme)
    return None if is_remote or not link.path or TEMPLATE.search(target) else link


def is_upload(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() not in ENDINGS
