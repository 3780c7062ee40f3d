"""What the place of a content file says in Hugo: its section, its bundle, its language."""

from dataclasses import dataclass
from pathlib import Path

BUNDLE, SECTION = "index", "_index"


@dataclass(frozen=True, slots=True)
class HugoFile:
    """`folders` are those in its address, `sections` those that are sections.

    `base` is the name without language and ending; for the index.md of a bundle that of its folder.
    A file beside that index.md is a resource: it has no address.
    """

    folders: tuple[str, ...]
    base: str
    section: str
    sections: tuple[str, ...]
    language: str
    is_section: bool = False
    is_resource: bool = False


def hugo_file(
    file: Path, parts: tuple[str, ...], language: str, languages: frozenset[str]
) -> HugoFile:
    """`parts` are folders and name below the content folder, `language` is that of the folder."""
    *folders, name = parts
    base, stated = split_language(name, languages)
    content, depth = file.parents[len(folders)], len(folders)
    is_bundle, is_section = base == BUNDLE, base == SECTION
    if is_bundle and folders:
        base = folders.pop()
    elif is_section:
        base = ""
    sections = tuple(section_names(content, tuple(folders), languages))
    return HugoFile(
        folders=tuple(folders),
        base=base,
        section=folders[0] if folders else "",
        sections=sections,
        language=stated or language,
        is_section=is_section,
        is_resource=not is_bundle and has_bundle_above(file, depth, languages),
    )


def split_language(name: str, languages: frozenset[str]) -> tuple[str, str]:
    """post.zh.md is post in zh, where the site has that language."""
    stem = name.rpartition(".")[0]
    base, dot, last = stem.rpartition(".")
    return (base, last.lower()) if dot and last.lower() in languages else (stem, "")


def section_names(content: Path, folders: tuple[str, ...], languages: frozenset[str]) -> list[str]:
    """The first folder is a section, others are with an _index.md of their own."""
    found = list[str]()
    for number in range(1, len(folders) + 1):
        folder = content.joinpath(*folders[:number])
        if number == 1 or has_page(folder, SECTION, languages):
            found = list(folders[:number])
    return found


def has_bundle_above(file: Path, depth: int, languages: frozenset[str]) -> bool:
    """Whether one of the `depth` folders above the file is a bundle."""
    return any(has_page(folder, BUNDLE, languages) for folder in file.parents[:depth])


def has_page(folder: Path, stem: str, languages: frozenset[str]) -> bool:
    """Whether there is index.md or index.zh.md. The folder is not listed: it may be large."""
    names = (f"{stem}.md", f"{stem}.markdown", *(f"{stem}.{code}.md" for code in languages))
    return any((folder / name).is_file() for name in names)
