"""Links to parts of other articles: whether there is a heading or a block of that name."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from articles.models import Article, Page
from transfer.messages import ImportMessage
from transfer.plan import PlannedFile
from transfer.report import FileRemark

ID = re.compile(r'\sid="([^"]*)"')
AT_ONCE = 100  # pages that are read at once
NOT_OF_PAGES = ("top", ":~:")  # what browsers find themselves


class LinkedPlace(NamedTuple):
    """`address` is that of the article, `fragment` names its part, and `written` is the link."""

    address: str
    fragment: str
    written: str


class LinkedPlaces:
    """The places that links of new and changed texts lead to. `entries` are all texts."""

    def __init__(self, entries: Iterable[PlannedFile]) -> None:
        self.readable = {entry.address: entry for entry in entries if entry.is_readable}
        self.ids = dict[str, frozenset[str]]()
        self.links = list[tuple[str, LinkedPlace]]()

    def note(self, entry: PlannedFile, thing: Article | Page, places: list[LinkedPlace]) -> None:
        """Note what a stored text has, and where its links lead."""
        if not thing.has_failed:
            self.ids[entry.address] = ids_in_html(thing.html)
        known = (place for place in places if place.address in self.readable)
        self.links += ((entry.name, place) for place in dict.fromkeys(known))

    def problems(self) -> Iterator[FileRemark]:
        """Yield the links to parts that are not there. Call it when all texts are stored."""
        self.read({place.address for _name, place in self.links} - self.ids.keys())
        for name, place in self.links:
            ids, fragment = self.ids.get(place.address), unquote(place.fragment)
            if ids is not None and fragment not in ids and not fragment.startswith(NOT_OF_PAGES):
                what = ImportMessage("place-missing", target=place.written)
                yield FileRemark(name, what)

    def read(self, addresses: set[str]) -> None:
        """Read the ids of texts that this import leaves as they are."""
        for model in (Article, Page):
            entries = [each for a in sorted(addresses) if (each := self.readable[a]).pk]
            addresses_by_pk = {e.pk: e.address for e in entries if e.is_page == (model is Page)}
            pks = list(addresses_by_pk)
            for start in range(0, len(pks), AT_ONCE):
                rows = model._default_manager.filter(pk__in=pks[start : start + AT_ONCE])
                for pk, html in rows.exclude(html="").values_list("pk", "html"):
                    self.ids[addresses_by_pk[pk]] = ids_in_html(html)


def ids_in_html(html: str) -> frozenset[str]:
    return frozenset(map(unescape, ID.findall(html)))
