"""Reads one file to import: the values of its front matter, its name and its folders."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from django.utils import timezone

from articles import slugs
from transfer.messages import ImportFailure, ImportMessage
from transfer.reading import (
    front_matter_block,
    front_matter_values,
    hidden_parts,
    own_keys,
    prose,
    titles,
    visibility,
    written_texts,
)
from transfer.reading.front_matter import FrontMatter
from transfer.reading.front_matter_block import FrontMatterBlock
from transfer.reading.own_front_matter import OwnValues, read_own_front_matter
from transfer.sites import hugo_bundles, jekyll_excerpts
from transfer.sites.detect import PYTHON_MARKDOWN
from transfer.sites.mkdocs import titles_for

JEKYLL_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")
FOLDER_FILES = frozenset({"index", "_index", "readme"})
LONGEST_SLUG = 100
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class SourceFile:
    """`front` has what the file states; the other fields have defaults where it states nothing.

    `head` are the values of its front matter as they were written, with keys in lower case.

    `stated_status` is the status that the file or its folder states. `reason` says why it is not
    public. `problems` are what was not read, and what was changed. `modified` is the time of the
    file. `digest` is the SHA-256 of its text. `lines_before` is the number of lines above `body`.
    `own` is set for a file that this system wrote: then all values count as they stand.
    """

    head: Mapping[str, Any]
    front: FrontMatter
    title: str
    body: str
    slug: str
    status: str
    language: str
    modified: datetime
    digest: str
    stated_status: str | None = None
    reason: ImportMessage | None = None
    problems: tuple[ImportMessage, ...] = ()
    lines_before: int = 0
    own: OwnValues | None = None

    def withheld_because(self, reason: ImportMessage | None) -> Self:
        """Return the file as a draft, or itself without a reason."""
        if reason is None:
            return self
        return replace(
            self,
            status=visibility.DRAFT,
            stated_status=visibility.DRAFT,
            reason=self.reason or reason,
        )

    @property
    def is_draft(self) -> bool:
        return self.status == visibility.DRAFT

    @property
    def is_readable(self) -> bool:
        """Whether readers may see it as soon as it is imported."""
        return self.status != visibility.DRAFT and not self.is_scheduled

    @property
    def is_published(self) -> bool:
        """Whether it is published. Pages are published or not: they have no archived status."""
        return self.status == visibility.PUBLISHED and not self.is_scheduled

    @property
    def expiry_date(self) -> datetime | None:
        """The expiry date of a file that is public now."""
        visible = self.front.visibility
        return visible.expires_at if self.is_readable and not visible.has_expired else None

    @property
    def is_scheduled(self) -> bool:
        return (self.front.date or self.modified) > timezone.now()


def read_source(
    path: Path,
    root: Path,
    dialect: str,
    file_title: str | None = None,
    written: str | None = None,
) -> SourceFile:
    """Read a file. `file_title` comes before its first heading, where the system says so.

    `written` is read as if it were the text of the file.

    Raises ImportFailure only for files that have no text: what cannot be read is a problem.
    """
    problems = list[ImportMessage]()
    if written is None:
        written, problems = written_texts.written_text(path, root)
    head = front_matter_block.split_front_matter(written)
    if own_keys.MARK in head.values:
        return own_source(path, written, head)
    front = read_front_matter(head.values, path, hugo_bundles.inherited_keys(path, root))
    text = jekyll_excerpts.with_more_mark(head.body.strip("\n"), head.values, path, root)
    stated = front.title or file_title
    title, body = title_and_body(stated, text, fallback_title(path, text, dialect))
    title = title or file_name_title(path)
    shortened = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
    problems += [*head.problems, *front.problems]
    if shortened != title:
        problems.append(ImportMessage("title-shortened", most=LONGEST_TITLE))
    doubt = reason_for_draft(head, body, path, root)
    status = visibility.DRAFT if doubt else front.status
    return SourceFile(
        head=head.values,
        front=front,
        title=shortened,
        body=body.rstrip() + "\n",
        slug=front.slug or slug_of_path(path) or slugs.suggest_slug(title) or "article",
        status=status or visibility.PUBLISHED,
        language=front.language or prose.prose_language(body),
        modified=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        digest=source_digest(written),
        stated_status=status,
        reason=front.visibility.reason or doubt,
        problems=tuple(problems),
        lines_before=max(0, number_of_lines(written) - number_of_lines(body)),
    )


def source_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def own_source(path: Path, written: str, head: FrontMatterBlock) -> SourceFile:
    """Read a file that this system wrote: the text byte for byte. Broken, it becomes a draft."""
    front, own = read_own_front_matter(head.values)
    broken = next(iter(head.problems), None)
    status = visibility.DRAFT if broken else front.status or visibility.DRAFT
    body = head.body.removeprefix("\n")
    return SourceFile(
        head=head.values,
        front=front,
        title=(front.title or "")[:LONGEST_TITLE],
        body=body,
        slug=front.slug or slug_of_path(path) or "article",
        status=status,
        language=front.language or prose.prose_language(body),
        modified=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        digest=source_digest(written),
        stated_status=status,
        reason=broken or front.visibility.reason,
        problems=(*head.problems, *front.problems),
        lines_before=written.count("\n") - body.count("\n"),
        own=own,
    )


def fallback_title(path: Path, text: str, dialect: str) -> str | None:
    if dialect == PYTHON_MARKDOWN:
        return mkdocs_title(path)
    return file_name_title(path) if titles.begins_without_title(text) else None


def reason_for_draft(
    head: FrontMatterBlock, body: str, path: Path, root: Path
) -> ImportMessage | None:
    """Return why the file becomes a draft whatever its front matter says. None: it need not."""
    if not body.strip():
        return ImportMessage("no-text")
    if head.problems:
        return head.problems[0]
    if found := private_first_lines(head.body, is_second=bool(head.values)):
        return found
    if mark := visibility.private_mark_in_text(body) or hidden_parts.hidden_part(body):
        return mark
    folder = visibility.private_folder(folders_of(path, root))
    return ImportMessage("in-folder", folder=folder) if folder else None


def private_first_lines(text: str, *, is_second: bool = False) -> ImportMessage | None:
    """Return why malformed front matter makes the text private. None: it does not.

    Below front matter (`is_second`), only what is fenced is taken for more of it.
    """
    if is_second and not text.lstrip().startswith(("---", "+++")):
        return None
    values = front_matter_block.unrecognised_values(text)
    try:
        found = visibility.visibility_of(values)
    except ImportFailure as refusal:
        return refusal.message
    if found.status not in (visibility.DRAFT, visibility.ARCHIVED) or not found.reason:
        return None
    return ImportMessage("private-first-lines", marks=found.reason)


def folders_of(path: Path, root: Path) -> tuple[str, ...]:
    """Return the names of the folders of the file, from the imported one on."""
    return (root.name, *path.relative_to(root).parts[:-1])


def read_front_matter(
    head: Mapping[str, Any], path: Path, inherited: Mapping[str, Any]
) -> FrontMatter:
    """Return the front matter, with the date in the name of a Jekyll file."""
    dated_name = JEKYLL_NAME.fullmatch(path.stem)
    front = FrontMatter.from_head(head, spaced=bool(dated_name), inherited=inherited)
    if front.date or not dated_name:
        return front
    try:
        return replace(front, date=front_matter_values.read_datetime(dated_name[1]))
    except ImportFailure as refusal:
        problem = ImportMessage("name-refused", problem=refusal.message)
        return replace(front, problems=(*front.problems, problem))


def title_and_body(stated: str | None, text: str, fallback: str | None) -> tuple[str, str]:
    """Return the title, and the text without the heading that is the title; '' for no title.

    A heading below level 1 with other headings of its level is a section. It stays in the text, and
    is the title only without a `fallback`.
    """
    heading, alone = titles.first_heading(text)
    if stated:
        repeated = heading and heading.level == 1 and heading.title == stated
        return stated, titles.without_heading(text, heading) if heading and repeated else text
    if heading and (heading.level == 1 or (alone and not fallback)):
        return heading.title, titles.without_heading(text, heading)
    return fallback or (heading.title if heading else ""), text


def own_name(path: Path) -> str:
    """Return the name of the file, for index.md that of its folder."""
    dated_name = JEKYLL_NAME.fullmatch(path.stem)
    if path.stem.lower() in FOLDER_FILES:
        return path.parent.name
    return dated_name[2] if dated_name else path.stem


def slug_of_path(path: Path) -> str:
    return slugs.in_any_script(own_name(path), longest=LONGEST_SLUG)


def mkdocs_title(path: Path) -> str:
    """Return the title in `nav`, else one from the file name: suffix-tree is Suffix tree."""
    return (titles_for(path) or {}).get(path) or file_name_title(path)


def file_name_title(path: Path) -> str:
    words = own_name(path).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def number_of_lines(text: str) -> int:
    return text.rstrip().count("\n") + 1
