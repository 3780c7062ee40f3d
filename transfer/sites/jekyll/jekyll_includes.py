"""Markdown files that Jekyll's texts include: their text stands in their place."""

import re
from pathlib import Path

from rendering.markdown_source.blanking import without_code
from transfer.reading.hidden_parts import hidden_part

CAPTURE = r"\{%-?[ \t]*capture[ \t]+(?P<variable>\w+)[ \t]*-?%\}\s*"
INCLUDE = re.compile(
    rf"^[ \t]*(?:{CAPTURE})?"
    r"\{%-?[ \t]*include[ \t]+(?P<name>[^\s%{}]+\.(?:md|markdown))[ \t]*-?%\}"
    r"(?:\s*\{%-?[ \t]*endcapture[ \t]*-?%\})?[ \t]*$",
    re.MULTILINE,
)
SHOWN = r"^[ \t]*\{\{-?[ \t]*%s[ \t]*\|[ \t]*markdownify[ \t]*-?\}\}[ \t]*$"
FOLDER = "_includes"
LARGEST = 2**20  # bytes


def with_includes(text: str, root: Path) -> str:
    """Return the text with the files of `_includes` that stand on lines of their own.

    A file that is captured first is shown where it is captured. One with front matter, with
    includes or with hidden parts stays a tag.
    """
    pieces, at, variables = list[str](), 0, list[str]()
    for match in INCLUDE.finditer(without_code(text)) if "include" in text else ():
        included = included_text(root, match["name"])
        if included is not None:
            pieces += [text[at : match.start()], f"\n{included.strip()}\n"]
            at = match.end()
            variables += [match["variable"]] if match["variable"] else []
    joined = "".join([*pieces, text[at:]])
    for name in variables:
        joined = re.sub(SHOWN % name, "", joined, flags=re.MULTILINE)
    return joined


def included_text(root: Path, name: str) -> str | None:
    file = root / FOLDER / name
    try:
        is_inside = file.resolve().is_relative_to((root / FOLDER).resolve())
        if not is_inside or not file.is_file() or file.stat().st_size > LARGEST:
            return None
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError, RuntimeError):
        return None
    is_plain = not INCLUDE.search(text) and not text.startswith("---\n")
    return text if is_plain and not hidden_part(text) else None
