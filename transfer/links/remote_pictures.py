"""Pictures of other sites that imported texts show, and copies in their place."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db import transaction

from articles.models import Article, Page, User
from articles.models.cover_field import cover_of
from articles.publishing import history
from desk.remote_files.copying_verbs import files_of
from desk.remote_files.remote_links import remote_addresses, with_copies
from media.models import RemoteCopy
from media.refusal_sentences import refusal_in_words
from media.remote import LONGEST_ADDRESS, web_address
from media.storing.copying import copied
from transfer.import_options import ImportOptions
from transfer.import_progress import Progress
from transfer.messages import ImportMessage
from transfer.remembered_files import digest_of_text, text_of_last_import
from transfer.report import FileRemark, ImportReport

AT_A_TIME = 500  # addresses in one query


class ShownPictures(NamedTuple):
    """What a stored text shows of other sites. `cover` is '' if its cover is not among them."""

    file: str
    model: type[Article] | type[Page]
    pk: int
    owner: User
    addresses: tuple[str, ...]
    cover: str


class RemotePictures:
    """The pictures of one import.

    Copies of an earlier import, or of the desk, take their places before an article is stored, so
    that importing it again changes nothing. `copy_all()` gets the others after all is stored.
    """

    def __init__(self, options: ImportOptions, report: ImportReport) -> None:
        self.options = options
        self.report = report
        self.shown: list[ShownPictures] = []

    def body_with_copies(self, body: str, owner: User) -> str:
        addresses = remote_addresses(body) if "//" in body else []
        return with_copies(body, files_of(addresses, owner)) if addresses else body

    def values_with_copies(self, values: dict[str, Any], cover: str, owner: User) -> dict[str, Any]:
        """The values of an article with copies in its text, and as its cover."""
        found = {**values, "body": self.body_with_copies(values["body"], owner)}
        if file := files_of([cover], owner).get(cover) if cover else None:
            found["cover"] = cover_of(file)
        return found

    def note(self, file: str, thing: Article | Page, cover: str) -> None:
        """Remember what a stored text, or one that a dry run has stored, shows of other sites."""
        has_copy = isinstance(thing, Article) and thing.cover.name
        cover = "" if has_copy else cover
        addresses = [*(remote_addresses(thing.body) if "//" in thing.body else ()), cover]
        known = tuple(dict.fromkeys(each for each in addresses if 0 < len(each) <= LONGEST_ADDRESS))
        if known:
            owner = thing.author if isinstance(thing, Article) else self.options.author
            self.shown.append(ShownPictures(file, type(thing), thing.pk, owner, known, cover))

    @property
    def number(self) -> int:
        return len({address for shown in self.shown for address in shown.addresses})

    def finish(self, progress: Progress) -> None:
        """Copy them if that is wished; else say how many there are."""
        if not self.shown:
            return
        if self.options.fetch_images and not self.options.dry_run:
            self.copy_all(progress)
            return
        code = "remote-pictures-planned" if self.options.fetch_images else "remote-pictures"
        self.report.notes.append(ImportMessage(code, number=self.number))

    def copy_all(self, progress: Progress) -> None:
        """Each is stored as soon as it is there, so that an interrupted import goes on."""
        waiting = self.waiting()
        with closing(copied(waiting)) as copies:
            for copy in progress.pictures(copies, len(waiting)):
                self.report.pictures += copy.is_there
        for shown in self.shown:
            self.show_copies(shown)
        self.report_refused()

    def waiting(self) -> list[RemoteCopy]:
        return [
            copy
            for owner, addresses in self.by_owner()
            for copy in RemoteCopy.objects.ask(owner, addresses)
        ]

    def by_owner(self) -> Iterator[tuple[User, list[str]]]:
        """Yield each owner with some addresses at a time: a query has few parameters."""
        owners = {shown.owner.pk: shown.owner for shown in self.shown}
        for pk, owner in owners.items():
            theirs = (shown.addresses for shown in self.shown if shown.owner.pk == pk)
            every = list(dict.fromkeys(address for each in theirs for address in each))
            for start in range(0, len(every), AT_A_TIME):
                yield owner, every[start : start + AT_A_TIME]

    def show_copies(self, shown: ShownPictures) -> None:
        """Let the stored text show them. It may have been deleted meanwhile."""
        files = files_of(shown.addresses, shown.owner)
        with transaction.atomic(), history.change(self.options.importer, "imported"):
            found: Any = shown.model._default_manager.select_for_update().filter(pk=shown.pk)
            if not files or not (thing := found.first()):
                return
            remembered = list(text_of_last_import(thing))
            thing.body = with_copies(thing.body, files)
            if cover := files.get(shown.cover):
                thing.cover = cover_of(cover)
            if isinstance(thing, Page):
                thing.save()
            else:
                thing.save(touch=False, update_links=False)
            for file in remembered:
                file.written = digest_of_text(thing)
                file.save()

    def report_refused(self) -> None:
        """Name each where it is shown, and count them by site and reason."""
        counts = Counter[tuple[str, str]]()
        for owner, addresses in self.by_owner():
            copies = RemoteCopy.objects.of(owner, addresses)
            reasons = {c.address: refusal_in_words(c.refused) for c in copies if c.refused}
            counts.update((host_of(address), reason) for address, reason in reasons.items())
            self.report.problems += [
                FileRemark(
                    shown.file,
                    ImportMessage("picture-not-copied", address=address, reason=reasons[address]),
                )
                for shown in self.shown
                for address in shown.addresses
                if shown.owner.pk == owner.pk and address in reasons
            ]
        self.report.notes += [
            ImportMessage("pictures-refused", host=host, number=number, reason=reason)
            for (host, reason), number in counts.most_common()
        ]


def host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def remote_cover(cover: str | None) -> str:
    """The address of a cover on another site; '' for one in the folder, and without one."""
    return web_address(cover) if cover else ""
