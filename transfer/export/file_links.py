"""Addresses of files of the site in a text, and names of files beside it in their place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from urllib.parse import unquote

from media.models.file_names import clean_name
from media.models.named_files import NamedFiles
from rendering.markdown_source import source_links
from rendering.markdown_source.source_links import SourceLink
from transfer.safe_names import numbered_files

PATH = re.compile(r"[^?#]*")
# What would end the target of a link, or begin a formula
TARGET_SIGNS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "()<> '$"})


def linked_files(text: str) -> list[str]:
    """The addresses of the site's files to which links and pictures of the text lead, once each."""
    paths = (path_of_target(link.target) for link in links_without_signs(text))
    return list(dict.fromkeys(path for path in paths if is_of_the_site(path)))


def links_without_signs(text: str) -> Iterator[SourceLink]:
    """The links whose targets are written without brackets and backslashes."""
    links = source_links.find_links(text, wiki=False)
    return (link for link in links if text[link.start : link.end] == link.target)


def path_of_target(target: str) -> str:
    """The target without its query and its fragment."""
    found = PATH.match(target)
    return found[0] if found else ""


def is_of_the_site(path: str) -> bool:
    return path.startswith("/") and bool(NamedFiles.of_address(path))


def names_beside(
    texts: Iterable[str], addresses: Iterable[str], taken: Iterable[str] = ()
) -> dict[str, str]:
    """A name for the file of each address; none that a text names already, or that is taken.

    Names that differ in letter case alone are the same for some systems of files.
    """
    links = chain.from_iterable(source_links.find_links(text, wiki=False) for text in texts)
    used = {unquote(path_of_target(link.target)).casefold() for link in links}
    used |= {name.casefold() for name in taken}
    names = dict[str, str]()
    for address in addresses:
        wanted = clean_name(unquote(address))
        name = next(each for each in numbered_files(wanted) if each.casefold() not in used)
        used.add(name.casefold())
        names[address] = name
    return names


def with_names_beside(text: str, names: Mapping[str, str]) -> str:
    """The text with the names of files in place of their addresses.

    It stays as it is if `with_addresses()` would not return it: then its links lead to the site.
    """
    targets = {address: name.translate(TARGET_SIGNS) for address, name in names.items()}
    named = with_paths(text, targets)
    addresses = {name: address for address, name in names.items()}
    return named if with_addresses(named, addresses) == text else text


def with_addresses(text: str, addresses: Mapping[str, str]) -> str:
    """Undo `with_names_beside()`: `addresses` are those of the names."""
    targets = {name.translate(TARGET_SIGNS): address for name, address in addresses.items()}
    return with_paths(text, targets)


def with_paths(text: str, targets: Mapping[str, str]) -> str:
    """The text with other paths in place of those of links; queries and fragments stay."""
    if not targets:
        return text

    def target_of(link: SourceLink) -> str | None:
        path = path_of_target(link.target)
        if path not in targets or text[link.start : link.end] != link.target:
            return None
        return targets[path] + link.target[len(path) :]

    return source_links.rewrite_links(text, target_of)
