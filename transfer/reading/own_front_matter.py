"""Front matter of files that this system wrote: every value as it stands, also what is empty."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self, TypeVar
from uuid import UUID

from articles.languages import WRITTEN
from articles.models.base import UNWANTED
from articles.models.markdown import Dialect
from articles.slugs import UNICODE_SLUG
from transfer.messages import ImportFailure, ImportMessage
from transfer.reading import front_matter_values, own_keys
from transfer.reading.front_matter import FrontMatter, read_featured
from transfer.reading.front_matter_values import FIRST_YEAR, LAST_YEAR
from transfer.reading.visibility_words import ARCHIVED, DRAFT, PUBLISHED

T = TypeVar("T")
LONGEST_SLUG = 200
LARGEST_NUMBER = 32_767  # of a column for small numbers


@dataclass(frozen=True, slots=True)
class OwnValues:
    """What a file of an article or a page states beside its `FrontMatter`. None: nothing.

    `uid` and `translation_of` are those of articles. `text_of`: it is no article of its own, but an
    unpublished or an earlier text of that one. `deleted` is when it came into the trash. `files`
    are the addresses that the files beside it had, by their names. `revision` says when and by whom
    an earlier text was written. `keys` are those of an earlier system. `publish_at` is when its
    draft is to appear.
    """

    uid: UUID | None = None
    translation_of: UUID | None = None
    text_of: UUID | None = None
    created: datetime | None = None
    publish_at: datetime | None = None
    deleted: datetime | None = None
    was_public: bool | None = None
    dialect: str | None = None
    in_menu: bool | None = None
    position: int | None = None
    former_slugs: tuple[str, ...] = ()
    old_paths: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    revision: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_keys(cls, keys: "OwnKeys") -> Self:
        return cls(
            uid=keys.read("uid", read_uid),
            translation_of=keys.read("translation_of", read_uid),
            created=keys.read("created", read_own_moment),
            text_of=keys.read("text_of", read_uid),
            publish_at=keys.read("publish_at", read_own_moment),
            deleted=keys.read("deleted", read_own_moment),
            was_public=keys.read("was_public", read_featured),
            dialect=keys.read("dialect", one_of(Dialect.values)),
            in_menu=keys.read("in_menu", read_featured),
            position=keys.read("position", read_small_number),
            former_slugs=tuple(filter(is_slug, keys.read("former_slugs", read_text_list) or ())),
            old_paths=tuple(keys.read("aliases", read_text_list) or ()),
            files=keys.read("files", read_texts) or {},
            revision=keys.read("revision", read_texts) or {},
            keys=keys.of_earlier_systems(),
        )


class OwnKeys:
    """The keys of one file. What cannot be read is left out, and is a problem."""

    def __init__(self, head: Mapping[str, Any]) -> None:
        self.head = head
        self.problems: list[ImportMessage] = []

    def read(self, key: str, read: Callable[[Any], T]) -> T | None:
        if self.head.get(key) in (None, ""):
            return None
        try:
            return read(self.head[key])
        except ImportFailure as refusal:
            self.problems.append(ImportMessage("key-refused", key=key, problem=refusal.message))
            return None

    def of_earlier_systems(self) -> dict[str, Any]:
        kept = self.head.get(own_keys.KEPT)
        top = {key: value for key, value in self.head.items() if key not in own_keys.KEYS}
        return {**top, **(kept if isinstance(kept, dict) else {})}


def read_own_front_matter(head: Mapping[str, Any]) -> tuple[FrontMatter, OwnValues]:
    """Raises ImportFailure for a file of a later version, whose keys may mean something else."""
    keys = OwnKeys(head)
    if (keys.read(own_keys.MARK, read_small_number) or 0) > own_keys.VERSION:
        raise ImportFailure("format-newer")
    values = OwnValues.from_keys(keys)
    status = keys.read("status", one_of((DRAFT, PUBLISHED, ARCHIVED))) or DRAFT
    front = FrontMatter(
        title=keys.read("title", text),
        date=keys.read("date", read_own_moment),
        updated=keys.read("updated", read_own_moment),
        tags=tuple(keys.read("tags", read_text_list) or ()),
        category=keys.read("category", text),
        series=keys.read("series", text),
        part=keys.read("part", read_small_number),
        slug=keys.read("slug", read_own_slug),
        language=keys.read("lang", one_of(dict(WRITTEN))),
        summary=keys.read("summary", text) or "",
        cover=keys.read("cover", text),
        featured=keys.read("featured", read_featured) or False,
        author=keys.read("author", text),
        is_page=head.get("type") == "page",
        visibility=own_keys.strictest(status, head),
        other_keys=values.keys,
        problems=tuple(keys.problems),
    )
    return front, values


def text(value: Any) -> str:
    """The text without control characters, which YAML can name, and no row can have."""
    if not isinstance(value, str):
        raise ImportFailure("must-be-text", value=front_matter_values.type_in_words(value))
    return UNWANTED.sub("", value)


def read_text_list(value: Any) -> list[str]:
    """A list of texts. One that somebody has written with commas is divided."""
    if isinstance(value, str):
        return list(front_matter_values.read_names(value, spaced=False))
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ImportFailure("must-be-text", value=front_matter_values.type_in_words(value))
    return [text(each) for each in value]


def read_own_moment(value: Any) -> datetime:
    """A date as it is written here, or as people write one."""
    with suppress(ValueError, TypeError):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo and FIRST_YEAR <= moment.year <= LAST_YEAR:
            return moment
    return front_matter_values.read_datetime(value)


def read_uid(value: Any) -> UUID:
    try:
        return UUID(text(value))
    except ValueError:
        raise ImportFailure("must-be-uid", value=value) from None


def read_small_number(value: Any) -> int:
    written = text(value)
    if not (written.isascii() and written.isdecimal() and len(written) < len("100000")):
        raise ImportFailure("must-be-number-from-zero", value=value, most=LARGEST_NUMBER)
    return min(int(written), LARGEST_NUMBER)


def read_own_slug(value: Any) -> str:
    if not is_slug(text(value)):
        raise ImportFailure("must-be-slug", value=value)
    return text(value)


def is_slug(value: str) -> bool:
    return len(value) <= LONGEST_SLUG and UNICODE_SLUG.match(value) is not None


def one_of(choices: Any) -> Callable[[Any], str]:
    """Return a function that reads one of these values."""

    def read(value: Any) -> str:
        if value not in choices:
            shown = front_matter_values.value_in_words(value)
            raise ImportFailure("must-be-one-of", choices=", ".join(choices), value=shown)
        return str(value)

    return read


def read_texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ImportFailure("must-be-mapping", value=front_matter_values.value_in_words(value))
    return {text(name): text(each) for name, each in value.items() if isinstance(each, str)}
