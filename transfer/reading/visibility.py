"""Decides by the front matter whether a file may be public, and from when.

Systems mark private files in many ways, and a text that was published by mistake cannot be taken
back. So any key that says so counts, an unknown value counts as private, and the report names the
key.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from articles import tag_names
from transfer.messages import ImportFailure, ImportMessage
from transfer.reading import front_matter_values
from transfer.reading.visibility_words import (
    ABOUT,
    ACCESS,
    ARCHIVED,
    AT_ITS_DATE,
    BUILDS,
    BY_LINK,
    CLOSING,
    DRAFT,
    EVERYBODY,
    FENCED,
    FIELD,
    GROUPS,
    INVISIBLE,
    KIND,
    NO,
    NOT_FOR_ALL,
    NOT_FOR_READERS,
    OLD,
    OPENING,
    PASSWORD,
    PRIVATE,
    PRIVATE_FOLDERS,
    PRIVATE_WORD,
    PUBLIC,
    PUBLISHED,
    PUBLISHES,
    SEPARATORS,
    SHOWN_BY_BUILD,
    STATES_OF_PAGES,
    STATUS,
    TAG_LINE,
    TEXTS,
    YES,
)

LONGEST_SHOWN = 40  # characters of a value in a message


@dataclass(frozen=True, slots=True)
class Visibility:
    """`status` is None if the file states none. `reason` is that for the report.

    `publish_at` is the latest publication date, `expires_at` the earliest expiry date.
    """

    status: str | None = None
    reason: ImportMessage | None = None
    publish_at: datetime | None = None
    expires_at: datetime | None = None

    @property
    def has_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.publish_at is not None and self.publish_at > timezone.now()


SILENT = Visibility()


def visibility_of(head: Mapping[str, Any]) -> Visibility:
    """Return the strictest visibility that the keys state."""
    keys = list(visibility_pairs(head))
    publish_at = max(
        filter(None, (opening_date(name, value) for name, _, value in keys)), default=None
    )
    expires_at = min(filter(None, (closing_date(*each) for each in keys)), default=None)
    found = [
        (status_of_key(name, value), describe_visibility_key(name, key, value))
        for name, key, value in keys
    ]
    verdicts = [(status, reason) for status, reason in found if status]
    for strict in (DRAFT, ARCHIVED):
        if reasons := [reason for status, reason in verdicts if status == strict]:
            every = ImportMessage.worded(reasons[0].code, ", ".join(reasons))
            return Visibility(strict, every, publish_at, expires_at)
    if expires_at and expires_at <= timezone.now():
        return Visibility(
            ARCHIVED,
            ImportMessage("expired", date=local_datetime_text(expires_at)),
            publish_at,
            expires_at,
        )
    if not publish_at and any(
        STATUS.fullmatch(k) and value_words(v) & AT_ITS_DATE for k, _, v in keys
    ):
        return Visibility(DRAFT, ImportMessage("no-date-scheduled"))
    return Visibility(verdicts[0][0] if verdicts else None, None, publish_at, expires_at)


def visibility_pairs(head: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield each key in its compared form, as it is written, and its value; also in mappings.

    The two keys of Hugo's `build` are yielded as `buildrender` and `buildlist`.
    """
    for key, value in head.items():
        name = compared_key(key)
        group, _, inner = str(key).partition(".")
        if inner and compared_key(group) in GROUPS:
            yield from visibility_pairs({inner: value})
        elif name in GROUPS and isinstance(value, list):
            yield from (
                pair for each in value if isinstance(each, dict) for pair in visibility_pairs(each)
            )
        elif not isinstance(value, dict):
            yield name, str(key), value
        elif name in BUILDS:
            for inner, each in value.items():
                yield f"build{compared_key(inner)}", f"{key}.{inner}", each
        elif name in GROUPS:
            yield from visibility_pairs(value)
        elif any(each.fullmatch(name) for each in (PRIVATE, STATUS, ACCESS)):
            yield name, str(key), sorted(map(str, value)) or None
        elif name in PUBLISHES:
            yield from ((name, f"{key}.{inner}", each) for inner, each in value.items())


def concerns_visibility(key: str) -> bool:
    """Whether a key of front matter says who may read the file, and when."""
    name = compared_key(key)
    patterns = (PRIVATE, PUBLIC, STATUS, ACCESS, PASSWORD)
    sets = (GROUPS, BUILDS, KIND, OPENING, CLOSING)
    return any(each.fullmatch(name) for each in patterns) or any(name in each for each in sets)


def compared_key(key: Any) -> str:
    return SEPARATORS.sub("", normalized(key).strip().casefold())


def normalized(text: Any) -> str:
    """Normalise full-width letters, which input methods produce: ｄｒａｆｔ is draft."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", str(text)))


def status_of_key(name: str, value: Any) -> str | None:
    """Return the status that one key states, None if it states none."""
    if value in front_matter_values.EMPTY_VALUES or value == []:
        return None
    spelled = value_words(value)
    if name.startswith("build"):
        shown = SHOWN_BY_BUILD.get(name.removeprefix("build"))
        return DRAFT if shown and not spelled & shown else None
    if name in KIND or name in ABOUT:
        if name in KIND:
            return DRAFT if spelled & NOT_FOR_READERS else None
        # Tags of Obsidian are nested: status/draft
        return (
            DRAFT if NOT_FOR_ALL & {part for word in spelled for part in word.split("/")} else None
        )
    if name in ("permalink", "output"):  # Eleventy and Jekyll write no page then
        return DRAFT if spelled & {"false"} else None
    if name in ("archived", "archive", "归档"):
        return ARCHIVED if spelled & YES else None
    if name == "hide" and isinstance(value, list):  # MkDocs hides parts of the page
        return None
    if STATUS.fullmatch(name):
        return status_of_status_key(spelled)
    if ACCESS.fullmatch(name):
        return None if spelled <= EVERYBODY | YES else DRAFT
    if PUBLIC.fullmatch(name):
        return status_of_public_key(name, value, spelled)
    if PRIVATE.fullmatch(name):
        return status_of_private_key(name, spelled)
    return DRAFT if name not in TEXTS and spelled and spelled <= NOT_FOR_ALL else None


def status_of_status_key(spelled: set[str]) -> str:
    if spelled <= EVERYBODY | AT_ITS_DATE | YES | STATES_OF_PAGES:
        return PUBLISHED
    return ARCHIVED if spelled <= OLD | BY_LINK else DRAFT


def status_of_public_key(name: str, value: Any, spelled: set[str]) -> str | None:
    """Only some keys say "published": others say that a page is built or is in a list."""
    if spelled <= EVERYBODY | YES:
        return PUBLISHED if name in PUBLISHES else None
    return None if date_or_none(value) else DRAFT


def status_of_private_key(name: str, spelled: set[str]) -> str | None:
    """Any word but "no" makes private: it may be a password. `draft: false` means published."""
    no = NO - {"0"} if PASSWORD.fullmatch(name) else NO
    if not spelled <= no:
        return DRAFT
    return PUBLISHED if name in ("draft", "isdraft", "草稿") else None


def private_mark_in_text(text: str) -> ImportMessage | None:
    """Return the inline field or tag of Obsidian that makes a text private."""
    prose = FENCED.sub("", text)
    fields = [
        (compared_key(key), key.strip(), value.strip()) for key, value in FIELD.findall(prose)
    ]
    tags = [tag for line in TAG_LINE.findall(prose) for tag in line.split()]
    entries = [(name, f"{key}:: {value}", value) for name, key, value in fields]
    entries += [("tags", tag, tag) for tag in tags]
    marks = (what for name, what, value in entries if makes_private(name, value))
    mark = next(marks, None)
    return ImportMessage("mark-in-text", mark=mark) if mark else None


def makes_private(name: str, value: str) -> bool:
    return name not in TEXTS and status_of_key(name, value) == DRAFT


def opening_date(name: str, value: Any) -> datetime | None:
    return date_or_none(value) if name in OPENING else None


def closing_date(name: str, key: str, value: Any) -> datetime | None:
    """Raise ImportFailure for a value that is no date: it may have passed."""
    if name not in CLOSING or value in front_matter_values.EMPTY_VALUES or value_words(value) <= NO:
        return None
    if moment := date_or_none(value):
        return moment
    if re.match(r"\D*(?:0001|9999)-", str(value)):  # means "never"
        return None
    shown = front_matter_values.value_in_words(value)
    raise ImportFailure("key-refused", key=key, problem=ImportMessage("must-be-date", value=shown))


def date_or_none(value: Any) -> datetime | None:
    try:
        return None if isinstance(value, list | dict) else front_matter_values.read_datetime(value)
    except ImportFailure:
        return None


def value_words(value: Any) -> set[str]:
    """Return the values of a list or of text with commas, in lower case, without quotes."""
    if isinstance(value, list):
        return set().union(*map(value_words, value))
    items = tag_names.SEPARATOR.split(normalized(value))
    return {item.strip().strip("\"'“”‘’#").casefold() for item in items} - {""}


def describe_visibility_key(name: str, key: str, value: Any) -> ImportMessage:
    """Return key and value for the report, without the value if it is a password."""
    if PASSWORD.fullmatch(name) or isinstance(value, dict):
        return ImportMessage("key-in-front-matter", key=key)
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    short = shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "…"
    return ImportMessage("value-in-front-matter", key=key, value=short)


def local_datetime_text(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "Y-m-d H:i")


def private_folder(folders: tuple[str, ...]) -> str | None:
    """Return the first folder whose name makes its files private."""
    return next((folder for folder in folders if is_private(folder)), None)


def is_private(folder: str) -> bool:
    return folder.casefold() in PRIVATE_FOLDERS or PRIVATE_WORD.search(folder) is not None
