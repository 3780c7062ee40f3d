"""Where a text shows files of other sites."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

from media.models import MediaFile
from media.remote import web_address
from rendering.markdown_source.source_links import SourceLink, find_links, rewrite_links


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """`line` counts from 1."""

    line: int
    before: str
    after: str


def remote_addresses(text: str) -> list[str]:
    """The addresses of all files of other sites that the text shows, each once, in their order."""
    return list(dict.fromkeys(address for _link, address in remote_links(text)))


def addresses_on_line(text: str, number: int) -> list[str]:
    found = remote_links(text)
    return [address for link, address in found if text.count("\n", 0, link.start) + 1 == number]


def remote_links(text: str) -> Iterator[tuple[SourceLink, str]]:
    links = sorted(find_links(text, wiki=False), key=lambda link: link.start)
    yield from ((link, address) for link in links if (address := remote_address(link)))


def remote_address(link: SourceLink) -> str:
    """'' if the link shows no file, or one of this site. A reference may show one."""
    return web_address(unescape(link.target)) if link.embedded else ""


def with_copies(text: str, files: Mapping[str, MediaFile]) -> str:
    """The text with the addresses of these files in place of those that they were copied from."""

    def address_of_copy(link: SourceLink) -> str | None:
        file = files.get(remote_address(link))
        return quote(file.get_absolute_url(), safe="/%") if file else None

    return rewrite_links(text, address_of_copy) if files else text


def lines_with_changes(before: str, after: str) -> list[ChangedLine]:
    """Addresses contain no line ends, so that both have the same number of lines."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [ChangedLine(n, old, new) for n, (old, new) in enumerate(pairs, 1) if old != new]
