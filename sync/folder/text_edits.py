"""Changes the title and the text of a file, where its front matter does not say them."""

from desk.comparing.merge import merge
from transfer.reading import titles

from .front_matter_edits import CannotEdit


def with_body(written: str, before: str, after: str) -> str:
    """The file with another text. `before` is the text as it stands in the file."""
    inside = before.strip("\n")
    at = written.rfind(inside) if inside else -1
    if at < 0 or not after.strip():
        raise CannotEdit("its text is not found in it")
    return written[:at] + after.strip("\n") + written[at + len(inside) :]


def with_heading(written: str, before: str, after: str) -> str:
    """The file with another title in the heading that is its title."""
    heading, _alone = titles.first_heading(written)
    if heading is None or heading.title != before:
        raise CannotEdit("its title is no heading")
    marks = "#" * heading.level
    return f"{written[: heading.start]}{marks} {after}{written[heading.end :]}"


def edited_source(stored: str, written: str, wanted: str) -> str:
    """What the text of a file becomes, so that the site has the text that is wanted.

    `stored` is what the site made of `written`: its links lead to addresses of the site. Where
    somebody changed the line of such a link, the line is that of the site.
    """
    merged = merge(stored, written, wanted)
    return merged.resolve(["theirs"] * len(merged.conflicts))
