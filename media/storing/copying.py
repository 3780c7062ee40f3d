"""Copies of files of other sites, several at a time. What was copied is not fetched again."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings

from media.inspection import RefusedFile
from media.models import MediaFile, RemoteCopy
from media.models.media_files import SHOWN
from media.remote import Destinations, FetchLimits, fetch
from media.remote.destinations import Address, is_global
from media.storing.adding import add_file

AT_ONCE = 4
Fetched = tuple[str, IO[bytes]]
Progress = Callable[[RemoteCopy], None]


def copy_files(
    addresses: Iterable[str], owner: Any, progress: Progress = lambda _copy: None
) -> list[RemoteCopy]:
    """Copy what is at these addresses, once for each owner; `progress` gets each as it is done.

    Each is stored as soon as it is there: after an interruption, call it again. What was refused
    before is fetched again. Threads fetch, and leave the database alone.
    """
    wished = list(dict.fromkeys(addresses))
    for copy in copied(list(RemoteCopy.objects.ask(owner, wished))):
        progress(copy)
    return list(RemoteCopy.objects.of(owner, wished).order_by("pk"))


def copied(copies: list[RemoteCopy]) -> Generator[RemoteCopy]:
    """Each of these, when it is stored or refused. At most AT_ONCE are fetched at a time."""
    waiting, running = iter(copies), dict[Future[Fetched], RemoteCopy]()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="fetch") as threads:
        while True:
            for copy in islice(waiting, AT_ONCE - len(running)):
                running[threads.submit(fetched_file, copy.address)] = copy
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                copy = running.pop(future)
                store_copy(copy, future)
                yield copy


def fetched_file(address: str) -> Fetched:
    file = TemporaryFile(prefix="longwave-")  # noqa: SIM115  (store_copy closes it)
    try:
        name = fetch(address, file, fetch_limits(), destinations()).name
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return name, file


def store_copy(copy: RemoteCopy, future: "Future[Fetched]") -> None:
    try:
        name, file = future.result()
        with closing(file):
            copy.note_file(add_copy(file, name, copy))
    except RefusedFile as refused:
        copy.note_refusal(refusal_of_copy(refused))


def refusal_of_copy(refused: RefusedFile) -> RefusedFile:
    """A web page in place of a picture is nothing that its author could pack in a ZIP file."""
    is_page = refused.code == "web-page"
    return RefusedFile("not-shown", format=refused.values["format"]) if is_page else refused


def add_copy(file: IO[bytes], name: str, copy: RemoteCopy) -> MediaFile:
    return add_file(file, name, copy.owner, kinds=SHOWN, source_url=copy.address)


def fetch_limits() -> FetchLimits:
    return FetchLimits(bytes=settings.LONGEST_UPLOAD)


def destinations() -> Destinations:
    """The public internet, and what the settings allow besides."""
    networks = settings.FETCH_NETWORKS

    def allows(address: Address) -> bool:
        return is_global(address) or any(address in network for network in networks)

    return Destinations(ports=frozenset(settings.FETCH_PORTS), allows=allows)
