"""What an author enters for an article, as a value."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from articles.models.base import UNWANTED
from desk.models.texts import text_digest
from rendering.line_ends import with_unix_lines

# Metadata that refers to other objects, as a list of their id and their name.
REFERENCES = ("category", "series", "translation_of", "author")
# Whoever changes one of these wrote the text: raw HTML is read by the rules of the dialect.
TEXT_FIELDS = frozenset({"body", "dialect"})
VALUES = ("slug", "summary", "language", "dialect", "part", "featured", "cover")
# The order in which changes are named: that of the form of the details.
ORDER = (
    *("category", "tags", "slug", "published_at", "language", "translation_of", "series", "part"),
    *("summary", "cover", "featured", "dialect", "author", "status"),
)


@dataclass(frozen=True, slots=True)
class Content:
    """Title, text and metadata of an article.

    `metadata` contains values that JSON can express: `slug`, `summary`, `language`, `dialect`,
    `part`, `featured`, `cover` (a path), `status`, `published_at` (ISO 8601, or None); `category`,
    `series`, `translation_of` and `author` as `[id, name]` or None; `tags` as a list of
    `[id, name]`, where the id of a new tag is None.
    """

    title: str
    body: str
    metadata: dict[str, Any]

    def __post_init__(self) -> None:
        """Other line ends, as in older rows, are no change of a text."""
        object.__setattr__(self, "body", with_unix_lines(self.body))

    def changed(self, **values: Any) -> Self:
        """A copy with these values, which may be `title`, `body` or names of metadata."""
        names = [name for name in ("title", "body") if name in values]
        texts = {name: UNWANTED.sub("", values.pop(name)) for name in names}
        metadata = {**self.metadata, **{name: plain_value(v) for name, v in values.items()}}
        return replace(self, **texts, metadata=metadata)

    @property
    def digest(self) -> str:
        """Equal for equal contents. The name of a topic, a tag or a person does not count."""
        plain = [self.title, text_digest(self.body), comparable_metadata(self.metadata)]
        return text_digest(json.dumps(plain, sort_keys=True, ensure_ascii=False))

    def changed_fields(self, other: "Content") -> list[str]:
        """The names of what differs, `title` and `body` first, then as the form has them."""
        mine, theirs = comparable_metadata(self.metadata), comparable_metadata(other.metadata)
        texts = [name for name in ("title", "body") if getattr(self, name) != getattr(other, name)]
        found = {name for name in {*mine, *theirs} if mine.get(name) != theirs.get(name)}
        return texts + [name for name in ORDER if name in found] + sorted(found.difference(ORDER))

    def changes_text_of(self, other: "Content") -> bool:
        """Whether raw HTML in it can be another than that of `other`."""
        return not TEXT_FIELDS.isdisjoint(self.changed_fields(other))


def plain_value(value: Any) -> Any:
    """As the row of the article would have it: without control characters too."""
    if isinstance(value, str):
        return with_unix_lines(UNWANTED.sub("", value))
    if isinstance(value, list):
        return [plain_value(each) for each in value]
    return value.isoformat() if isinstance(value, datetime) else value


def comparable_metadata(metadata: dict[str, Any]) -> dict[str, Any]:
    """Metadata with ids in place of names, where there are ids."""
    found = dict(metadata)
    for name in REFERENCES:
        found[name] = reference_key(metadata.get(name))
    found["tags"] = sorted((reference_key(tag) for tag in metadata.get("tags", ())), key=str)
    return found


def reference_key(reference: list[Any] | None) -> Any:
    if reference is None:
        return None
    key, name = reference
    return name if key is None else key
