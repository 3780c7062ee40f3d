"""Tells which files articles, their drafts and their histories use, in the transaction of a change.

Everything that is ever saved is recorded as a revision: so that nothing else has to be watched.
"""

from collections.abc import Iterable

from articles.models.cover_field import cover_address
from desk.models.content import Content
from media.models import FileUse, UsedBy
from media.models.file_uses import files_of_texts

ARTICLE, COVER = FileUse.Kind.ARTICLE, FileUse.Kind.COVER
DRAFT, HISTORY = FileUse.Kind.DRAFT, FileUse.Kind.HISTORY


def cover_text(content: Content) -> str:
    """The cover as a text that names it; '' if there is none."""
    return cover_address(content.metadata.get("cover") or "")


def whole_text(content: Content) -> str:
    return f"{content.body}\n{cover_text(content)}"


def add_to_history(contents: Iterable[tuple[int, Content]]) -> None:
    """Let the histories of these articles use the files of these contents too."""
    texts = {UsedBy(HISTORY, article): whole_text(content) for article, content in contents}
    FileUse.objects.add_uses(files_of_texts(texts))


def set_uses_of_rows(rows: Iterable[tuple[int, Content]], undrafted: Iterable[int]) -> None:
    """Let these articles use the files of their rows, and the drafts of `undrafted` nothing."""
    texts = dict.fromkeys((UsedBy(DRAFT, article) for article in undrafted), "")
    for article, content in rows:
        texts[UsedBy(ARTICLE, article)] = content.body
        texts[UsedBy(COVER, article)] = cover_text(content)
    FileUse.objects.set_uses_of_texts(texts)


def set_uses_of_draft(article: int, content: Content | None) -> None:
    """Let the draft use the files of this content; `None`: it has no changes any more."""
    text = whole_text(content) if content else ""
    FileUse.objects.set_uses_of_texts({UsedBy(DRAFT, article): text})
