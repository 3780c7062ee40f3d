"""Links bare addresses, which end where Chinese text begins."""

import re
from collections.abc import Iterator

from linkify_it import LinkifyIt  # type: ignore[import-untyped]
from linkify_it.main import Match  # type: ignore[import-untyped]

from ...html.characters import CHINESE

LONGEST = 4_000
# Every bare link contains one of these; the full check is slow.
LIKELY = re.compile(r"//|@|www\.", re.IGNORECASE)


class BareLinks(LinkifyIt):  # type: ignore[misc]
    """As on GitHub, but in `见https://x.com/a，然后` the link is https://x.com/a only."""

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
            # `README.md` and `example.com` are text; as on GitHub, www.example.com is a link.
            if not match.schema and not match.raw.lower().startswith("www."):
                continue
            match.index += start
            match.last_index += start
            yield match

    def match_at_start(self, text: str) -> Match | None:
        chinese = CHINESE.search(text, 0, LONGEST)
        return super().match_at_start(text[: chinese.start() if chinese else LONGEST])
