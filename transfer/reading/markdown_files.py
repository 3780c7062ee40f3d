"""Finds Markdown files and notebooks, and decodes them (UTF-8, UTF-16, GB18030)."""

import codecs
import os
from collections.abc import Iterator
from pathlib import Path

from rendering.line_ends import with_unix_lines
from transfer.messages import ImportFailure
from transfer.notebooks import NOTEBOOK

ENDINGS = (".md", ".markdown")
CONVERTED = (".mdx", ".rst")  # what becomes Markdown while it is read
TEXT_ENDINGS = (*ENDINGS, *CONVERTED, NOTEBOOK)
# Texts of the same generators, which are not read
OTHER_MARKUP = (*(".org", ".adoc", ".asciidoc", ".textile", ".rmd", ".qmd"),)
NOT_CONTENT = frozenset({"node_modules", "__pycache__"})
LARGEST_TEXT = 16 * 2**20  # bytes
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_files(root: Path) -> Iterator[Path]:
    """Yield Markdown files and notebooks in a stable order.

    Hidden files and links to folders are left out, and notebooks with a Markdown file of the same
    name: one is made of the other.
    """
    for path in files_with_endings(root, TEXT_ENDINGS):
        if not (is_notebook(path) and has_markdown_beside(path)):
            yield path


def texts_in_other_markup(root: Path) -> Iterator[Path]:
    """Yield the texts that are not Markdown, and of which no Markdown file is beside them."""
    for path in files_with_endings(root, OTHER_MARKUP):
        if not has_markdown_beside(path) and path.stem.casefold() != "readme":
            yield path


def markdown_files(root: Path) -> Iterator[Path]:
    """Yield only the Markdown files, in the same order."""
    return files_with_endings(root, ENDINGS)


def is_notebook(path: Path) -> bool:
    return path.suffix.lower() == NOTEBOOK


def is_converted(path: Path) -> bool:
    """Whether it becomes CommonMark while it is read."""
    return path.suffix.lower() in (*CONVERTED, NOTEBOOK)


def has_markdown_beside(path: Path) -> bool:
    return any(path.with_suffix(ending).is_file() for ending in ENDINGS)


def files_with_endings(root: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(n for n in subfolders if n[0] != "." and n not in NOT_CONTENT)
        for name in sorted(names):
            if name.lower().endswith(endings) and name[0] != ".":
                yield Path(folder, name)


def is_inside(path: Path, root: Path) -> bool:
    """Whether the path is in the folder after following links."""
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL character
        return False


def read_markdown_file(path: Path, root: Path) -> str:
    """Return the text with \\n as line ends. Raises ImportFailure if it cannot be decoded."""
    if not path.is_file():
        raise ImportFailure("not-a-file")
    if not is_inside(path, root):
        raise ImportFailure("link-outside")
    if path.stat().st_size > LARGEST_TEXT:
        raise ImportFailure("too-large", most=LARGEST_TEXT // 2**20)
    text = with_unix_lines(decode_text(path.read_bytes()))
    if not text.strip():
        raise ImportFailure("empty")
    return text


def decode_text(data: bytes) -> str:
    encoding = "utf-16" if data.startswith(UTF_16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = decode_gb18030(data)
    if "\0" in text:
        raise ImportFailure("not-text")
    return text


def decode_gb18030(data: bytes) -> str:
    """Decode GB18030, the encoding of older Chinese files.

    Nearly any bytes are valid GB18030. Text in another encoding gives rare characters, so that 90%
    of the characters must be in GB2312.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportFailure("neither-encoding", line=line) from None
    foreign = "".join(character for character in text if not character.isascii())
    common = foreign.encode("gb2312", errors="ignore").decode("gb2312")
    if len(common) < 0.9 * len(foreign):
        raise ImportFailure("unknown-encoding")
    return text
