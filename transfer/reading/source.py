"""One file, read: everything it says and everything that follows from its name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from articles import slugs
from transfer.reading import files, front_matter_block, prose, titles, values, visibility
from transfer.reading.front_matter import FrontMatter
from transfer.report import Refusal
from transfer.sites import hugo_bundles, jekyll_excerpts
from transfer.sites.detect import PYTHON_MARKDOWN
from transfer.sites.mkdocs import titles_for

JEKYLL_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")
FOLDER_FILES = frozenset({"index", "_index", "readme"})
LONGEST_SLUG = 100
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Source:
    """`front` is what the file says; the rest holds where it says nothing.

    `says` is the status that the file, or the folder it is in, asks for, and `why` tells what keeps
    it from readers.
    """

    front: FrontMatter
    title: str
    body: str
    slug: str
    status: str
    language: str
    modified: datetime
    says: str | None = None
    why: str = ""

    @property
    def is_open(self) -> bool:
        """Whether readers may see it as soon as it is imported."""
        return self.status != visibility.DRAFT and not self.is_coming

    @property
    def is_shown(self) -> bool:
        """Whether it is public in every way, as a page is or is not."""
        return self.status == visibility.PUBLISHED and not self.is_coming

    @property
    def last_day(self) -> datetime | None:
        """Until when readers are to see it, where they may see it now."""
        visible = self.front.visibility
        return visible.closes if self.is_open and not visible.has_expired else None

    @property
    def is_coming(self) -> bool:
        return (self.front.date or self.modified) > timezone.now()


def read(path: Path, root: Path, dialect: str) -> Source:
    head = front_matter_block.split(files.read(path, root))
    if not head.values:
        refuse_unread(head.body)
    front = front_matter(head.values, path, hugo_bundles.inherited(path, root))
    fallback = mkdocs_title(path) if dialect == PYTHON_MARKDOWN else None
    text = jekyll_excerpts.with_more_mark(head.body.strip("\n"), head.values, path, root)
    title, body = title_and_body(front, text, fallback)
    if len(title) > LONGEST_TITLE:
        raise Refusal(f"its title is longer than {LONGEST_TITLE} characters")
    if not body.strip():
        raise Refusal("there is no text below the title")
    folder = visibility.private_folder(folders(path, root))
    kept = visibility.of_text(body)
    says = visibility.DRAFT if kept else front.status or (visibility.DRAFT if folder else None)
    return Source(
        front=front,
        title=title,
        body=body.rstrip() + "\n",
        slug=front.slug or slug_of(path) or slugs.suggest(title) or "article",
        status=says or visibility.PUBLISHED,
        language=front.language or prose.language_of(body),
        modified=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        says=says,
        why=front.visibility.why or kept or (f"it is in the folder {folder}" if folder else ""),
    )


def refuse_unread(text: str) -> None:
    """Nobody publishes what its author thought to have marked as private."""
    said = visibility.of_head(front_matter_block.unread(text))
    if said.status in (visibility.DRAFT, visibility.ARCHIVED):
        raise Refusal(
            f"its first lines say {said.why.removesuffix(' in its front matter')}, but are no front"
            " matter: begin and end it with a line --- and write key: value"
        )


def folders(path: Path, root: Path) -> tuple[str, ...]:
    """Those that the file is in, from the imported one down."""
    return (root.name, *path.relative_to(root).parts[:-1])


def front_matter(head: Mapping[str, Any], path: Path, inherited: Mapping[str, Any]) -> FrontMatter:
    """What the head says, and the date in the name of a Jekyll file."""
    dated_name = JEKYLL_NAME.fullmatch(path.stem)
    front = FrontMatter.from_head(head, spaced=bool(dated_name), inherited=inherited)
    if front.date or not dated_name:
        return front
    try:
        return replace(front, date=values.moment(dated_name[1]))
    except Refusal as refusal:
        raise Refusal(f"the beginning of its name {refusal}") from None


def title_and_body(front: FrontMatter, text: str, fallback: str | None) -> tuple[str, str]:
    """The title, and the text without the heading that says the same.

    A heading below the first level that has others beside it names a part, not the article:
    it stays, and serves as the title only where there is no `fallback`.
    """
    heading, alone = titles.first_heading(text)
    if front.title:
        repeated = heading and heading.level == 1 and heading.title == front.title
        return front.title, titles.without(text, heading) if heading and repeated else text
    if heading and (heading.level == 1 or (alone and not fallback)):
        return heading.title, titles.without(text, heading)
    title = fallback or (heading and heading.title)
    if not title:
        raise Refusal("it has no title: add “title: …” to its front matter, or a heading")
    return title, text


def own_name(path: Path) -> str:
    """The name that tells a file from others: for index.md that of its folder."""
    dated_name = JEKYLL_NAME.fullmatch(path.stem)
    if path.stem.lower() in FOLDER_FILES:
        return path.parent.name
    return dated_name[2] if dated_name else path.stem


def slug_of(path: Path) -> str:
    return slugs.in_any_script(own_name(path), longest=LONGEST_SLUG)


def mkdocs_title(path: Path) -> str:
    """From the menu, else from the file's name: suffix-tree is Suffix tree."""
    titles = titles_for(path) or {}
    words = own_name(path).replace("-", " ").replace("_", " ").strip()
    return titles.get(path) or words[:1].upper() + words[1:]
