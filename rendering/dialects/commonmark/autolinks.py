"""Addresses written as they are: they end where Chinese begins."""

import re
from collections.abc import Iterator

from linkify_it import LinkifyIt  # type: ignore[import-untyped]
from linkify_it.main import Match  # type: ignore[import-untyped]

from ...html.characters import CHINESE

LONGEST = 4_000
# What every bare link has in it: looking closer is slow.
LIKELY = re.compile(r"//|@|www\.", re.IGNORECASE)


class BareLinks(LinkifyIt):  # type: ignore[misc]
    """As GitHub finds them, but `见https://x.com/a，然后` links https://x.com/a only."""

    def pretest(self, text: str) -> bool:
        return LIKELY.search(text) is not None

    test = pretest

    def match(self, text: str) -> list[Match] | None:
        return list(self.matches(text)) or None

    def matches(self, text: str) -> Iterator[Match]:
        start = 0
        for end in [*(m.start() for m in CHINESE.finditer(text)), len(text)]:
            if LIKELY.search(text, start, end):
                yield from self.shifted(text, start, end)
            start = end + 1

    def shifted(self, text: str, start: int, end: int) -> Iterator[Match]:
        for match in super().match(text[start:end]) or ():
            # `README.md` and `example.com` are words; GitHub links www.example.com.
            if not match.schema and not match.raw.lower().startswith("www."):
                continue
            match.index += start
            match.last_index += start
            yield match

    def match_at_start(self, text: str) -> Match | None:
        chinese = CHINESE.search(text, 0, LONGEST)
        return super().match_at_start(text[: chinese.start() if chinese else LONGEST])
