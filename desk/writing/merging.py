"""Three-way merge of contents: the text by lines and words, everything else by field."""

from dataclasses import dataclass
from typing import Any

from desk.comparing.merge import Merged, merge
from desk.models.content import Content, comparable_metadata, reference_key

# Verbs of their own change the status; a text does not bring it along.
NOT_MERGED = frozenset({"status"})


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A title or a value of metadata that both changed."""

    name: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class ContentMerge:
    """`merged` has the merged title and metadata, with our values where there is a conflict."""

    merged: Content
    body: Merged
    fields: tuple[FieldConflict, ...]
    both_wrote: bool  # whether both changed the title or the text

    @property
    def is_clean(self) -> bool:
        return not (self.fields or self.body.conflicts)

    @property
    def content(self) -> Content:
        """The merged content. Raises ValueError if there are conflicts."""
        if self.fields:
            raise ValueError("fields are in conflict")
        return self.merged.changed(body=self.body.text)


def merge_contents(base: Content, ours: Content, theirs: Content) -> ContentMerge:
    """Merge `ours` and `theirs`, which were both made of `base`."""
    values = {name: merge_field(name, base, ours, theirs) for name in field_names(ours, theirs)}
    conflicts = tuple(value for value in values.values() if isinstance(value, FieldConflict))
    chosen = {n: v.ours if isinstance(v, FieldConflict) else v for n, v in values.items()}
    wrote = [{"title", "body"} & set(base.changed_fields(each)) for each in (ours, theirs)]
    body = merge(base.body, ours.body, theirs.body)
    return ContentMerge(theirs.changed(**chosen), body, conflicts, all(wrote))


def field_names(*contents: Content) -> list[str]:
    names = {name for content in contents for name in content.metadata}
    return ["title", *sorted(names - NOT_MERGED)]


def merge_field(name: str, base: Content, ours: Content, theirs: Content) -> Any:
    """The value that changed, or a FieldConflict if both did."""
    before, mine, other = (comparable_value(name, each) for each in (base, ours, theirs))
    if name == "tags":
        return merge_tags(base, ours, theirs)
    if mine in (before, other):
        return field_value(name, theirs)
    if other == before:
        return field_value(name, ours)
    values = (field_value(name, each) for each in (base, ours, theirs))
    return FieldConflict(name, *values)


def merge_tags(base: Content, ours: Content, theirs: Content) -> list[list[Any]]:
    """Tags are never in conflict: what one added is added, and what one removed is removed."""
    before, mine, other = (tags_by_key(each) for each in (base, ours, theirs))
    kept = [tag for key, tag in other.items() if key in mine or key not in before]
    return kept + [tag for key, tag in mine.items() if key not in {*before, *other}]


def tags_by_key(content: Content) -> dict[Any, list[Any]]:
    return {reference_key(tag): tag for tag in content.metadata.get("tags") or ()}


def field_value(name: str, content: Content) -> Any:
    return content.title if name == "title" else content.metadata.get(name)


def comparable_value(name: str, content: Content) -> Any:
    return content.title if name == "title" else comparable_metadata(content.metadata).get(name)
