"""The Markdown files of a folder, and the text in them."""

import codecs
import os
from collections.abc import Iterator
from pathlib import Path

from transfer.report import Refusal

ENDINGS = (".md", ".markdown")
NOT_CONTENT = frozenset({"node_modules", "__pycache__"})
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ADVICE = "save it as UTF-8 and import it again"


def markdown_files(root: Path) -> Iterator[Path]:
    """In a stable order; hidden files and folders, and links to folders, are left out."""
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(n for n in subfolders if n[0] != "." and n not in NOT_CONTENT)
        for name in sorted(names):
            if name.lower().endswith(ENDINGS) and name[0] != ".":
                yield Path(folder, name)


def is_inside(path: Path, root: Path) -> bool:
    """Whether the path, links followed, is in the folder."""
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError, ValueError):  # links in a circle, a NUL
        return False


def read(path: Path, root: Path) -> str:
    """The text with plain line ends; refuses what cannot be read for certain."""
    if not path.is_file():
        raise Refusal("it is no regular file")
    if not is_inside(path, root):
        raise Refusal("it is a link to a file outside the folder, and is not followed")
    text = decoded(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Refusal("the file is empty")
    return text


def decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith(UTF_16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = from_chinese(data)
    if "\0" in text:
        raise Refusal(f"it is no text in UTF-8; {ADVICE}")
    return text


def from_chinese(data: bytes) -> str:
    """GB18030, which older Chinese files are in.

    Nearly any bytes pass for GB18030, so it must also look right: other encodings read as it
    give rare characters, which GB2312, the common ones, lacks.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refusal(f"line {line} is neither in UTF-8 nor in GB18030; {ADVICE}") from None
    foreign = "".join(character for character in text if not character.isascii())
    common = foreign.encode("gb2312", errors="ignore").decode("gb2312")
    if len(common) < 0.9 * len(foreign):
        raise Refusal(f"its encoding is unknown; {ADVICE}")
    return text
