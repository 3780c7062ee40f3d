"""The texts that an import will store, by the names that links give them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.utils.encoding import iri_to_uri

from articles.publishing.link_resolver import LinkIndex, LinkName
from rendering import Target
from transfer.plan import PlannedFile


@dataclass(slots=True)
class ComingText:
    """A text that is not stored yet, as an article or a page to which links lead."""

    title: str
    slug: str
    source_path: str
    address: str
    pk: Any = None

    @classmethod
    def of(cls, entry: PlannedFile) -> Self:
        return cls(entry.title, entry.slug, entry.origin, iri_to_uri(entry.address))

    def is_public(self) -> bool:
        return True

    def get_absolute_url(self) -> str:
        return self.address


class ComingTexts(Mapping[str, Target]):
    """Those of `entries` that readers will see: by slug, title and address, as on the site.

    Links of an export still have the names that their authors wrote.
    """

    def __init__(self, entries: Sequence[PlannedFile]) -> None:
        self.addresses = [entry.address for entry in entries if entry.is_readable]
        self.index = LinkIndex()
        for entry in entries:
            if entry.is_readable:
                self.index.add(ComingText.of(entry))

    def __getitem__(self, name: str) -> Target:
        found = self.index.find(LinkName.of(name, ""))
        if found is None:
            raise KeyError(name)
        return Target(found.get_absolute_url(), found.title)

    def __iter__(self) -> Iterator[str]:
        return iter(self.addresses)

    def __len__(self) -> int:
        return len(self.addresses)
