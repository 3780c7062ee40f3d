"""Rows of Ghost's tables. Longer values than Ghost accepts would keep a row out of the import."""

from datetime import UTC, datetime
from typing import Any

from transfer.export.systems.exported_texts import ExportedAuthor, ExportedTerm, ExportedText

from .lexical_text import lexical_text

Row = dict[str, Any]
# The largest numbers of characters that Ghost accepts
LONGEST_SLUG, LONGEST_NAME, LONGEST_EXCERPT, LONGEST_META, LONGEST_TAG = 191, 191, 300, 500, 500
# Ghost has no archive: what is archived is a draft there.
GHOST_STATUSES = {
    "published": "published",
    "scheduled": "scheduled",
    "draft": "draft",
    "archived": "draft",
}
# Parts of ids, so that none stands for two things
POST, PAGE, TAG, USER, LINK, META, SETTING, ROLE = range(1, 9)


def ghost_id(kind: int, number: int) -> str:
    """24 hexadecimal digits, as all ids of Ghost."""
    return f"{kind:02x}{number:022x}"


def ghost_date(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def id_of_text(text: ExportedText) -> str:
    return ghost_id(POST if text.kind == "article" else PAGE, text.pk)


def post_row(text: ExportedText, slug: str) -> Row:
    """Ghost makes the HTML of what is in `lexical`."""
    return {
        "id": id_of_text(text),
        **({"uuid": text.uid} if text.uid else {}),
        "title": text.title,
        "slug": slug,
        "lexical": lexical_text(text.blocks),
        "feature_image": text.cover.address if text.cover else None,
        "featured": text.is_featured,
        "type": "page" if text.kind == "page" else "post",
        "status": GHOST_STATUSES[text.state],
        "visibility": "public",
        "email_recipient_filter": "all",
        "created_at": ghost_date(text.created),
        "updated_at": ghost_date(text.updated),
        "published_at": ghost_date(text.date),
        "custom_excerpt": cut_for_ghost(text.summary, LONGEST_EXCERPT) or None,
    }


def meta_row(text: ExportedText, number: int) -> Row | None:
    """What stands beside a post: a summary that is too long for an excerpt, words of the cover."""
    alt = text.cover.alt if text.cover else ""
    long = text.summary if len(text.summary) > LONGEST_EXCERPT else ""
    if not alt and not long:
        return None
    return {
        "id": ghost_id(META, number),
        "post_id": id_of_text(text),
        "feature_image_alt": cut_for_ghost(alt, LONGEST_NAME) or None,
        "meta_description": cut_for_ghost(long, LONGEST_META) or None,
    }


def tag_row(term: ExportedTerm, number: int, slug: str) -> Row:
    """A name that begins with # would be an internal tag, which readers do not see."""
    name = f"＃{term.name[1:]}" if term.name.startswith("#") else term.name
    return {
        "id": ghost_id(TAG, number),
        "name": cut_for_ghost(name.lstrip(","), LONGEST_NAME),
        "slug": slug,
        "description": cut_for_ghost(term.description, LONGEST_TAG) or None,
        "visibility": "public",
    }


def user_row(author: ExportedAuthor, created: datetime) -> Row:
    """Ghost needs a mail address. This one belongs to nobody: the author enters the real one."""
    return {
        "id": ghost_id(USER, author.pk),
        "name": cut_for_ghost(author.name, LONGEST_NAME),
        "slug": author.login.lower(),
        "email": f"author-{author.pk}@example.invalid",
        "status": "inactive",
        "created_at": ghost_date(created),
        "updated_at": ghost_date(created),
    }


def cut_for_ghost(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
