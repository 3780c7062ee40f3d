"""The source with each mark replaced: by Markdown where that says it, else by a word of ours.

Every line keeps its number, so that warnings name the right one.
"""

import re
from collections.abc import Callable

from .actions import Box, Drop, Hold, Outcome, Picture, Put, Text, Whole
from .mark import Tag
from .markdown import address, image
from .placeholders import (
    Closing,
    Held,
    Label,
    Line,
    Literal,
    Marks,
    Meaning,
    Nothing,
    Opening,
    Problem,
    Quiet,
    Size,
    TitleEnd,
)

QUOTE = re.compile(r"[ \t]*>[ \t>]*")


class Rewriting:
    def __init__(self, source: str, marks: Marks, outcome: Callable[[Tag], Outcome]) -> None:
        self.source = source
        self.marks = marks
        self.outcome = outcome
        self.edits: list[tuple[int, int, str]] = []

    def rewrite(self, tags: list[Tag]) -> str:
        done = 0
        for tag in tags:
            # What lies in something that has gone, or ends what has begun, needs no more.
            if tag.start >= done and not tag.settled:
                done = max(done, self.replace(tag))
        return self.apply()

    def replace(self, tag: Tag) -> int:
        """Note the edits for one mark and its end; up to where they use the source up."""
        outcome = None if tag.closing else self.outcome(tag)
        end = tag.end_tag
        self.marks.read.append(
            tag.whole if isinstance(outcome, Drop | Whole | Picture) else tag.raw
        )
        if end:
            self.marks.read.append(end.raw)
        match outcome:
            case Text():
                self.put(tag, outcome.before)
                if end:
                    self.put(end, outcome.after)
            case Box() if end:
                number = len(self.marks.kept)
                self.put(tag, self.beginning(tag, outcome))
                self.put(end, self.ending(end, number, outcome.credit))
            case Box() if outcome.inside:
                number = len(self.marks.kept)
                begin = self.beginning(tag, outcome)
                self.put(tag, f"{begin} {outcome.inside} {self.word(tag, Closing(number), '')}")
            case Hold():
                return self.put_all(tag, self.word(tag, Held(outcome.thing), tag.whole))
            case Drop():
                return self.put_all(tag, "" if tag.stands_alone else self.word(tag, Nothing()))
            case Picture():
                return self.put_all(tag, self.picture(tag, outcome))
            case Whole():
                return self.put_all(tag, outcome.text)
            case Put():
                self.put(tag, self.word(tag, outcome.meaning))
            case _:
                self.put_quiet(tag, outcome)
        return tag.end

    def word(self, tag: Tag, meaning: Meaning, raw: str | None = None) -> str:
        if isinstance(meaning, Literal):
            raw = tag.arguments
        return self.marks.keep(tag.raw if raw is None else raw, tag.line, meaning)

    def beginning(self, tag: Tag, box: Box) -> str:
        """Words around the title where the source has it, so that its Markdown is read."""
        title = box.title
        before, found, after = tag.raw.rpartition(title) if title else ("", "", "")
        if not found or "\n" in title:
            opening = Opening(box.box, box.kind, box.title, box.open)
            return self.word(tag, opening) + self.word(tag, TitleEnd(), "")
        opening = Opening(box.box, box.kind, "", box.open)
        return f"{self.word(tag, opening, before)} {title} {self.word(tag, TitleEnd(), after)}"

    def ending(self, tag: Tag, opening: int, credit: str) -> str:
        """With a line that says whose words a quote has."""
        line = f"{self.word(tag, Line(), '')} — {credit} " if credit else ""
        return line + self.word(tag, Closing(opening))

    def picture(self, tag: Tag, picture: Picture) -> str:
        shown = image(picture.target, picture.alt, picture.caption)
        if picture.width or picture.height:
            shown += self.word(tag, Size(picture.width, picture.height), "")
        if picture.leads_to:
            shown = f"[{shown}]({address(picture.leads_to)})"
        return shown + (self.word(tag, Label(picture.label), "") if picture.label else "")

    def put_quiet(self, tag: Tag, outcome: Outcome) -> None:
        problem = Problem.OPEN if isinstance(outcome, Box) else Problem.UNKNOWN
        if tag.closing:
            problem = Problem.STRAY
        self.put(tag, self.word(tag, Quiet(tag.label, problem)))
        if tag.end_tag:
            self.put(tag.end_tag, self.word(tag.end_tag, Quiet(tag.label, None)))

    def put_all(self, tag: Tag, text: str) -> int:
        """In the place of a mark with all that it encloses."""
        end = tag.end_tag.end if tag.end_tag else tag.end
        self.edit(tag, end, text, alone=tag.stands_alone)
        return end

    def put(self, tag: Tag, text: str) -> None:
        self.edit(tag, tag.end, text, alone=tag.alone)

    def edit(self, tag: Tag, end: int, text: str, *, alone: bool) -> None:
        """With as many lines as before: blank ones behind what stands alone."""
        missing = self.source.count("\n", tag.start, end) - text.count("\n")
        if missing > 0:
            quote = QUOTE.match(self.source, tag.line_start, tag.start)
            filler = quote[0].rstrip() if quote else ""
            if not alone:
                filler += " " + self.word(tag, Nothing(), "")
            text += f"\n{filler}" * missing
        self.edits.append((tag.start, end, text))

    def apply(self) -> str:
        pieces, at = [], 0
        for start, end, text in sorted(self.edits, key=lambda edit: edit[:2]):
            if start >= at:
                pieces += [self.source[at:start], text]
                at = end
        return "".join([*pieces, self.source[at:]])
