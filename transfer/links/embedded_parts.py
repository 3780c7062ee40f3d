"""Puts the parts of other notes that a note shows into its text: EmbeddedParts.

Obsidian shows the text of `![[note#Heading]]` and `![[note#^id]]` in a line of its own. The text
becomes a quotation here, with a link to where it stands. What may not be shown stays a link.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote

from articles.models import Article, Page, TrashEntry
from rendering.links.link_targets import wiki_address
from rendering.markdown_source.blanking import without_code, without_math
from rendering.markdown_source.block_layout import quote_lines
from rendering.markdown_source.comment_blanking import without_comments
from rendering.markdown_source.source_links import WIKI, rewrite_links
from transfer.links.local_targets import LinkTargets
from transfer.messages import ImportFailure, ImportMessage
from transfer.plan import PlannedFile
from transfer.reading.note_parts import needs_its_note, part_of_note
from transfer.reading.source_file import SourceFile

EMBED = re.compile(
    rf"^(?P<before>[ \t>]*(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]+)?)(?P<embed>{WIKI.pattern})[ \t]*$",
    re.MULTILINE,
)
MARKER = re.compile(r"[-*+]|\d{1,9}[.)]")
DEEPEST = 5  # parts within parts
MOST_COPIED = 100_000  # characters of parts in one note
LEAST_COUNTED = 1_000  # characters that each part counts at least
HELD = "\0{}\0"  # stands for a part: no text has this character
IS_HELD = re.compile(r"\0(\d+)\0")


@dataclass(slots=True)
class ShownParts:
    """The parts that lead to the present one, and how many characters may still be copied."""

    above: tuple[tuple[Path, str], ...] = ()
    left: list[int] = field(default_factory=lambda: [MOST_COPIED])


class EmbeddedParts:
    """`entries` are the texts of the import. `read` reads one, and `targets_of` resolves its links
    as they stand in its folder."""

    def __init__(
        self,
        entries: Iterable[PlannedFile],
        read: Callable[[PlannedFile], SourceFile],
        targets_of: Callable[[PlannedFile], LinkTargets],
    ) -> None:
        self.entries = {entry.file: entry for entry in entries}
        self.targets_of = targets_of
        self.plain = lru_cache(maxsize=8)(without_comments)
        self.note = lru_cache(maxsize=8)(lambda file: read(self.entries[file]))

    def body(self, text: str, targets: LinkTargets, shown: ShownParts | None = None) -> str:
        """Return a text with its links rewritten, and with the parts that it shows."""
        shown, parts = shown or ShownParts(), list[str]()
        pieces, at = list[str](), 0
        for match in EMBED.finditer(without_math(without_code(text))):
            written = text[match.start() : match.end()]
            if not match["image"] or match["heading"] is None or written != match[0]:
                continue
            if part := self.part(match, targets, shown):
                pieces += [text[at : match.start()], HELD.format(len(parts))]
                parts.append(spaced_part(part, text, match))
                at = match.end()
        rewritten = rewrite_links("".join([*pieces, text[at:]]), targets.new_target, wiki=True)
        return IS_HELD.sub(lambda held: parts[int(held[1])], rewritten)

    def part(self, match: re.Match[str], targets: LinkTargets, shown: ShownParts) -> str:
        """Return the lines of a part; “” for what stays a link, and the report says why."""
        found = targets.vault.nearest(match["target"].strip(), targets.entry.file)
        entry = self.entries.get(found) if found else None
        if entry is None or found is None:
            return ""
        heading = match["heading"].strip()
        address = unquote(wiki_address(f"{entry.address}{heading}"))
        try:
            text = self.copied(entry, heading, shown, targets)
        except ImportFailure as refusal:
            name = f"{match['target'].strip()}{heading}"
            problem = ImportMessage("part-is-link", target=name, reason=refusal.message)
            targets.report(address, problem)
            return ""
        if not text:
            targets.reported.add(address)  # as a link to a part that is missing
            return ""
        link = match["embed"].removeprefix("!")
        link = rewrite_links(link, targets.new_target, wiki=True)
        return "\n".join(quote_lines([*text.split("\n"), "", f"— {link}"]))

    def copied(
        self, entry: PlannedFile, heading: str, shown: ShownParts, targets: LinkTargets
    ) -> str:
        """Return the part with its own links and parts. Raises ImportFailure if it stays a link."""
        place = entry.file, heading.casefold()
        if place in shown.above:
            raise ImportFailure("part-in-circle")
        source = self.note(entry.file)
        if not self.may_be_copied(entry, source):
            raise ImportFailure("part-not-public")
        text = self.plain(source.body)
        part = part_of_note(text, heading)
        if needs_its_note(part, text):
            raise ImportFailure("part-with-footnotes")
        shown.left[0] -= max(len(part), LEAST_COUNTED)
        if shown.left[0] < 0 or len(shown.above) >= DEEPEST:
            raise ImportFailure("part-too-long")
        its = self.targets_of(entry)
        body = self.body(part, its, ShownParts((*shown.above, place), shown.left))
        targets.copied.update(its.copied)
        targets.reported.update(its.reported)  # the report says them of that note, except these
        targets.problems.extend(each for each in its.problems if each.code == "part-is-link")
        return body

    def may_be_copied(self, entry: PlannedFile, source: SourceFile) -> bool:
        """Whether readers may see the note now, and whenever they may see the one that shows it."""
        is_here = entry.pk is None or (entry.is_page, entry.pk) not in self.taken_away
        return is_here and entry.is_readable and source.expiry_date is None

    @cached_property
    def taken_away(self) -> set[tuple[bool, int]]:
        """What somebody has withdrawn or deleted here, whatever its file says."""
        published = Article.Status.PUBLISHED
        articles = Article.objects.filter(imported_file__was_published=True)
        articles = articles.exclude(status=published).exclude(pending_status=published)
        pages = Page.objects.filter(imported_file__was_published=True, is_published=False)
        found = {(False, pk) for pk in articles.values_list("pk", flat=True)}
        found |= {(False, pk) for pk in TrashEntry.objects.values_list("pk", flat=True)}
        return found | {
            (True, pk) for pk in pages.filter(pending_status="").values_list("pk", flat=True)
        }


def spaced_part(part: str, text: str, match: re.Match[str]) -> str:
    """Return the lines as they stand in the place of the embed, apart from text around them."""
    before = match["before"]
    indent = MARKER.sub(lambda marker: " " * len(marker[0]), before)
    first, *others = part.split("\n")
    lines = [f"{before}{first}", *(f"{indent}{line}" for line in others)]
    above = text[: max(0, match.start() - 1)].rpartition("\n")[2]
    below = text[match.end() + 1 :].partition("\n")[0].lstrip(" \t>")
    if before == indent and above.strip(" \t>"):
        lines.insert(0, indent.rstrip())
    if below and not MARKER.match(below):
        lines.append(indent.rstrip())
    return "\n".join(lines)
