"""Reads a file of any known format as Markdown: written_text()."""

from functools import partial
from pathlib import Path

from transfer.mdx import MDX, mdx_as_markdown
from transfer.messages import ImportFailure, ImportMessage
from transfer.notebooks import notebook_as_markdown
from transfer.reading import markdown_files
from transfer.rst import RST, rst_as_markdown

SITE = "@site/"  # of Docusaurus: the folder of its configuration
MOST_NAMED = 10  # components or expressions in one message


def written_text(path: Path, root: Path) -> tuple[str, list[ImportMessage]]:
    """Return the Markdown of a file, and what of it is not as it was."""
    written = markdown_files.read_markdown_file(path, root)
    if markdown_files.is_notebook(path):
        notebook = notebook_as_markdown(written)
        left_out = ImportMessage("outputs-left-out", number=notebook.left_out)
        return notebook.markdown, [left_out] if notebook.left_out else []
    if path.suffix.lower() == MDX:
        return text_of_mdx(written, path, root)
    if path.suffix.lower() == RST:
        text = rst_as_markdown(written)
        unknown = ImportMessage("rst-directives", names=names_in_one_line(text.names, "%s"))
        return text.markdown, [unknown] if text.names else []
    return written, []


def text_of_mdx(written: str, path: Path, root: Path) -> tuple[str, list[ImportMessage]]:
    found = mdx_as_markdown(written, partial(imported_text, folder=path.parent, root=root))
    problems = []
    if found.components:
        problems.append(
            ImportMessage("mdx-components", names=names_in_one_line(found.components, "<%s>"))
        )
    if found.expressions:
        problems.append(
            ImportMessage("mdx-expressions", names=names_in_one_line(found.expressions, "%s"))
        )
    return found.markdown, problems


def imported_text(address: str, folder: Path, root: Path) -> str | None:
    """Return the text that another one imports, None if there is none in the imported folder."""
    of_site = address.startswith(SITE)
    place = root / address.removeprefix(SITE) if of_site else folder / address
    try:
        return markdown_files.read_markdown_file(place.resolve(), root)
    except (ImportFailure, OSError, RuntimeError, ValueError):
        return None


def names_in_one_line(names: tuple[str, ...], form: str) -> str:
    shown = ", ".join(form % name for name in names[:MOST_NAMED])
    return f"{shown} …" if len(names) > MOST_NAMED else shown
