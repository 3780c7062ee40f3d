"""A draft as the page of its review shows it: its lines, what changed in them, and the comments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from articles import access
from articles.models import User
from desk.comparing.lines import MarkedLine, marked_lines
from desk.models import Comment, Draft, Revision
from desk.reviewing.commenting import place_comments

PER_PART = 2000  # lines; longer texts are shown in parts

Names = Mapping[int | None, str]


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and its answers, each with the name of its author; '' if that is the reader.

    `line` is where it stands in the text now, None if nowhere. `was` is the line when the comment
    was written, if it was another one.
    """

    comment: Comment
    who: str
    answers: list[tuple[Comment, str]]
    line: int | None
    was: str


@dataclass(frozen=True, slots=True)
class Threads:
    """The comments on an article."""

    at_lines: dict[int, list[Thread]]
    elsewhere: list[Thread]
    resolved: list[Thread]

    @classmethod
    def of(cls, head: Revision, user: User) -> "Threads":
        """Those at the lines of `head`. Five queries."""
        placed = place_comments(head)
        names = access.names_for(user, people_of(placed.everything()))
        lines = head.text.text.split("\n")
        return cls(
            {
                line: [thread_of(each, names, line, lines[line - 1]) for each in some]
                for line, some in sorted(placed.at_lines.items())
            },
            [thread_of(each, names) for each in placed.elsewhere],
            [thread_of(each, names) for each in placed.resolved],
        )

    @property
    def in_text(self) -> list[Thread]:
        return list(chain.from_iterable(self.at_lines.values()))

    @property
    def unresolved(self) -> int:
        return len(self.in_text) + len(self.elsewhere)


def people_of(comments: Iterable[Comment]) -> set[int | None]:
    return {each.author_id for comment in comments for each in (comment, *comment.answers.all())}


def thread_of(comment: Comment, names: Names, line: int | None = None, now: str = "") -> Thread:
    answers = [(each, names.get(each.author_id, "")) for each in comment.answers.all()]
    was = "" if line and comment.quote == now else comment.quote
    return Thread(comment, names.get(comment.author_id, ""), answers, line, was)


@dataclass(frozen=True, slots=True)
class TextPart:
    """Some of the lines, each with its comments. `parts` are numbers, first and last lines."""

    number: int
    lines: list[tuple[MarkedLine, list[Thread]]]
    parts: list[tuple[int, int, int]]

    @property
    def last_line(self) -> int:
        """Of the whole text."""
        return self.parts[-1][2]


def text_part(draft: Draft, threads: Threads, *, part: int, line: int) -> TextPart:
    """The part of this number; if it is 0, the one with this line."""
    new = draft.head.text.text
    old = draft.live.text.text if draft.live.is_released else new
    lines = marked_lines(old, new)
    last = max((each.number or 0 for each in lines), default=0)
    count = part_of(last)
    number = min(part or part_of(line), count)
    parts = [(n, (n - 1) * PER_PART + 1, min(n * PER_PART, last)) for n in range(1, count + 1)]
    shown = lines_of_part(lines, *parts[number - 1][1:])
    return TextPart(
        number, [(each, threads.at_lines.get(each.number or 0, [])) for each in shown], parts
    )


def part_of(line: int) -> int:
    return max(1, -(-line // PER_PART))


def lines_of_part(lines: list[MarkedLine], first: int, last: int) -> list[MarkedLine]:
    """The lines of these numbers; with lines that are gone before them, and after the last one."""
    numbers = [each.number for each in lines]
    start = numbers.index(first - 1) + 1 if first > 1 else 0
    is_end = last == max((number or 0 for number in numbers), default=0)
    end = len(lines) if is_end else numbers.index(last) + 1
    return lines[start:end]
