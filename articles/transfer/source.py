"""Markdown files of a folder as they were written: bytes to text, title, language, dialect."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from articles import slugs
from articles.transfer import front_matter
from articles.transfer.front_matter import FrontMatter, Refused

ENDINGS = {".md", ".markdown", ".mdown"}
SKIPPED = {"node_modules", "__pycache__"}
INDEX = {"index", "_index", "readme"}
DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")
HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
FENCE = re.compile(r"^[ \t]*(```+|~~~+)")
# What may follow a title and is no part of it: {#id}, :label:`sec_x`.
TITLE_MARKS = re.compile(r"\s*(?:\{[#.:][^}]*\}|:label:`[^`]*`)\s*$")
LINKED = re.compile(r"\[((?:\\.|[^\]\\])*)\]\([^)]*\)")
MKDOCS = re.compile(r"^(?:!!!|\?\?\?\+?|===\+?!?) +[\w\"]")
HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003134f]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can become an article."""

    path: Path
    head: FrontMatter
    title: str
    body: str
    slug: str
    language: str
    date: datetime
    has_mkdocs_marks: bool


def markdown_files(folder: Path) -> Iterator[Path]:
    """Every Markdown file below, in order; hidden folders and links to elsewhere are left out."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in SKIPPED)
        for name in sorted(files):
            path = Path(place, name)
            if path.suffix.lower() in ENDINGS and path.resolve().is_relative_to(folder):
                yield path


def read(path: Path, root: Path) -> Source:
    """The file as a value; Refused where it cannot become an article."""
    head, body = front_matter.split(decoded(path.read_bytes()))
    if not body.strip() and not head.title:
        raise Refused("the file is empty")
    name, named_date = split_name(path, root)
    title, body = (head.title, body) if head.title else title_from(body)
    return Source(
        path=path,
        head=head,
        title=title,
        body=body.lstrip("\n"),
        slug=head.slug or slugs.in_any_script(name) or slugs.suggest(title),
        language=head.language or guess_language(body),
        date=head.date or named_date or front_matter.as_moment(modified(path)) or modified(path),
        has_mkdocs_marks=any(MKDOCS.match(line) for line in prose_lines(body)),
    )


def decoded(data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    raise Refused("the text is neither UTF-8 nor GB18030; save it as UTF-8")


def split_name(path: Path, root: Path) -> tuple[str, datetime | None]:
    """What the file is called, without the date that Jekyll puts before it."""
    name = path.stem
    if name.lower() in INDEX:
        name = path.parent.name if path.parent != root else root.name
    if dated := DATED.fullmatch(name):
        return dated[2], front_matter.as_moment(dated[1])
    return name, None


def title_from(body: str) -> tuple[str, str]:
    """The first heading, and the text without it where it is the title of the whole."""
    lines = body.split("\n")
    for number, line in enumerate(lines):
        if FENCE.match(line):
            break
        if found := HEADING.match(line):
            rest = lines[:number] + lines[number + 1 :] if found[1] == "#" else lines
            return plain(found[2]), "\n".join(rest)
    raise Refused("it has no title: add one to the front matter, or a heading")


def plain(title: str) -> str:
    title = LINKED.sub(r"\1", TITLE_MARKS.sub("", title))
    return title.replace("**", "").replace("`", "").replace("\\", "").strip()


def prose_lines(body: str) -> Iterator[str]:
    """The lines outside fenced code."""
    fence = ""
    for line in body.split("\n"):
        if found := FENCE.match(line):
            if not fence:
                fence = found[1]
            elif found[1].startswith(fence) and line.strip() == found[1]:
                fence = ""
        elif not fence:
            yield line


def guess_language(body: str) -> str:
    """Chinese where the prose has at least one Han character for every two Latin words."""
    prose = "\n".join(prose_lines(body))
    return "zh-hans" if len(HAN.findall(prose)) * 2 >= len(LATIN_WORD.findall(prose)) else "en"


def modified(path: Path) -> datetime:
    return datetime.fromtimestamp(int(path.stat().st_mtime)).astimezone()


def is_mkdocs(root: Path, sources: list[Source]) -> bool:
    """Whether the folder as a whole was written for MkDocs."""
    if any((folder / "mkdocs.yml").exists() for folder in (root, root.parent)):
        return True
    return sum(source.has_mkdocs_marks for source in sources) * 10 > len(sources)
