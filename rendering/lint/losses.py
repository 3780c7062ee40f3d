"""Finds text of a source that is missing on its page: runs of letters and digits, with positions.

    losses(source, PageText.of(html))

Markdown moves words (footnotes go to the end, titles into attributes), so both sides are compared
as multisets of runs and not in order. Text in attributes, LaTeX or code of the page counts as
present. Syntax in the source (`LINE_SYNTAX`, `INLINE_SYNTAX`) is not text; a tag is syntax only if
the page has its element or a warning names it.
"""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

import emoji

RUN = re.compile(r"[^\W_]+")
TAG = re.compile(r"<[^>]*>")
# Spans that colour code, as in `\nword` and `C:\user`, do not separate words.
SPAN = re.compile(r"</?span[^>]*>")
NAME = re.compile(r"<([a-z][a-z0-9]*)")
ATTRIBUTE = re.compile(r' (?:alt|title|href|src|id|aria-label|width|height|class)="([^"]*)"')

# Syntax at the beginning of a line; each group is what is not text.
LINE_SYNTAX = re.compile(
    r"""^(?:[ \t>*+-]*(?:\d+[.)][ \t]+)?(?:`{3,}|~{3,})(?P<info>[^`\n]*)$
    | [ ]{0,3}\*\[(?P<abbreviation>[^\]\n]{1,200})\](?=:)
    | [ \t]*(?P<comment>\[//\]:[^\n]*)
    | [ \t>]*(?:[-*+][ \t]+)*(?P<number>\d{1,9})[.)](?=[ \t\n])
    | [ \t>]*(?:!!!|\?\?\?\+?|===[!+]?)[ \t]*
        (?P<note>(?P<word>[\w-]*)[\w \t-]*(?:"(?i:(?P=word))"(?=[ \t]*$))?)
    | (?:[ ]{4}|\t)[ \t]*(?::::|\#!)(?P<highlighted>[\w+-]+)(?=[ \t]*$)
    | [ \t>]*\[(?P<reference>[^\]\n]{1,300})\](?=:))""",
    re.VERBOSE | re.MULTILINE,
)
# Syntax within a line, by its first character.
SIGN = re.compile(r"[<\[\]&{+:#\\]")
INLINE_SYNTAX = {
    sign: re.compile(pattern, re.VERBOSE | re.DOTALL)
    for sign, pattern in {
        "<": r"""(?P<declaration><[?!][^<>]*>)
            | (?P<tag></?[A-Za-z][A-Za-z0-9]*(?:[\s/][^<>]*)?>)""",
        "[": r"""\[(?P<box>[ xX])\](?=[ \t]) | \[!(?P<kind>[A-Za-z-]+(?:\|[^\]\n]*)?)\]
            | \[\^(?P<label>[^\]\n]{1,200})\] | \[\[(?P<wiki>[^\[\]\n]{1,300})\]\]
            | \[(?P<code>!code[^\]\n]*)\] | \[(?P<contents>TOC|toc)\]""",
        "]": r"""\]\([ \t]*(?P<target><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)
            | \]\[(?P<reference>[^\]\n]{1,300})\]""",
        "\\": r"\\(?P<mention>(?:eq)?ref)(?=\{)",
        "&": r"""&(?P<entity>\#\d+;|\#[xX][0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]*;
            |(?:nbsp|[lg]t|amp|quot)\b)""",
        "{": r"(?P<attributes>\{[:#. \t][^{}\n]*\}|\{[\w-]+=[^{}\n]*\})",
        "+": r"(?P<keys>\+\+[^\s+][^\n]{0,100}?\+\+)",
        ":": r"(?P<emoji>:[a-z0-9_+-]+:)",
        "#": r"(?P<language>(?<=`)\#![\w+-]+)",
    }.items()
}
# The most frequent syntax, which is found fast by its beginning.
FREQUENT = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^[ \t>]*(?:```|~~~)(.*)$",
        r"^[ \t]*(\d{1,9})[.)][ \t]",
        r"\]\(([^\s()]*)",
        r"\[\^([^\]\n]{1,200})\]",
        r"\[!([A-Za-z-]+)\]",
        r"\]\[([^\]\n]{1,300})\]",
        r"^[ \t>]*\[(?![\^!])([^\]\n]{1,300})\]:",
        r"&([A-Za-z]+);",
        r"<!--([^<>\n]*)-->",
        r"^[ \t>]*(?:!!!|\?\?\?\+?)[ \t]*([\w \t-]*(?:\"(?:Note|Tip|Warning|Example|Info)\"$)?)",
    )
)
# What a link names: its target and its title are no text, but those of one that nothing names
# are lost.
DEFINITION = re.compile(
    r"^[ \t>]*\[(?![\^!])(?P<name>[^\]\n]{1,300})\]:[ \t]*(?P<target>(?:<[^<>\n]*>|\S+)"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?)[ \t]*$",
    re.MULTILINE,
)
HTML_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)((?:[\s/][^<>]*)?)>")
TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
# Comments and elements whose whole content is hidden, each with its end.
ENCLOSING = {
    "<!--": "-->",
    "<script": "</script",
    "<style": "</style",
    "<template": "</template",
}
# More runs than these are not compared in parts, nor longer ones.
MOST_RUNS, LONGEST_RUN = 1_000, 500
# A picture encoded in its address.
DATA = re.compile(r"data:[\w/+.-]*;base64,[A-Za-z0-9+/=]+")
NOT_BREAK = re.compile(r"[^\n]")
# Elements that are replaced by others on the page.
STAND_INS = {
    "h1": "h2",
    "center": "div",
    "font": "span",
    "strike": "s",
    "tt": "code",
    "iframe": "a",
    "video": "a",
    "audio": "a",
}


@dataclass(frozen=True, slots=True)
class PageText:
    """`text` is visible; `elsewhere` is what the page has beside it, such as addresses; `tags`
    counts its elements by name.
    """

    text: str
    elsewhere: str = ""
    tags: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, html: str, elsewhere: str = "") -> "PageText":
        attributes = unescape(" ".join(ATTRIBUTE.findall(html)))
        return cls(
            unescape(TAG.sub(" ", SPAN.sub("", html))),
            f"{attributes} {unquote(attributes)} {elsewhere}",
            Counter(NAME.findall(html)),
        )


@dataclass(frozen=True, slots=True)
class Loss:
    """Missing text. Line and column count from 1; `runs` are the missing runs within `text`."""

    line: int
    column: int
    text: str
    runs: tuple[str, ...]

    @property
    def characters(self) -> int:
        return sum(map(len, self.runs))


def losses(source: str, page: PageText) -> list[Loss]:
    wanted, have = Counter(RUN.findall(source)), Counter(RUN.findall(page.text))
    lacking = surplus(wanted, have)
    if not lacking:
        return []
    have.update(RUN.findall(page.elsewhere))
    lacking = surplus(wanted, have)
    if lacking:
        lacking = surplus(lacking, Counter(RUN.findall(frequent_syntax(source, page))))
    if not lacking or not without_joined(lacking, surplus(have, wanted)):
        return []
    prose = without_syntax(source, page)
    wanted = Counter(RUN.findall(prose))
    lost = without_joined(surplus(wanted, have), surplus(have, wanted))
    return locate_losses(prose, lost) if lost else []


def surplus(wanted: Counter[str], have: Counter[str]) -> Counter[str]:
    """Like `wanted - have`, three times as fast."""
    count = have.get
    return Counter(
        {run: more for run, times in wanted.items() if (more := times - count(run, 0)) > 0}
    )


def frequent_syntax(source: str, page: PageText) -> str:
    """The syntax of most articles; it usually suffices to show that nothing is missing."""
    found = [text for pattern in FREQUENT for text in pattern.findall(source)]
    tags = HTML_TAG.findall(source)
    names = Counter(STAND_INS.get(name.lower(), name.lower()) for name, _ in tags)
    if all(times <= 2 * page.tags[name] for name, times in names.items()):
        found += [" ".join(tag) for tag in tags]
    return "\n".join(found)


def without_joined(lacking: Counter[str], more: Counter[str]) -> Counter[str]:
    """Remove runs that the page joins or divides: joined lines, words divided by a tag."""
    if len(lacking) > MOST_RUNS:
        return lacking
    joined = "\n".join(more)
    return Counter(
        {
            run: times
            for run, times in lacking.items()
            if run not in joined and not is_made_of(run, more)
        }
    )


def is_made_of(run: str, pieces: Counter[str]) -> bool:
    """Whether `run` consists of some of the pieces, one after the other."""
    place = 0 if len(run) <= LONGEST_RUN else len(run) + 1
    while place < len(run):
        size = next(
            (n for n in range(len(run) - place, 0, -1) if run[place : place + n] in pieces), 0
        )
        if not size:
            return False
        place += size
    return place == len(run)


def without_syntax(source: str, page: PageText) -> str:
    """`source` with syntax replaced by spaces, so that positions do not change."""
    source = DATA.sub(lambda data: " " * len(data[0]), source)
    source = LINE_SYNTAX.sub(without_group, without_used_targets(source))
    # Elements by name, and tags that the page shows as text, as they are written.
    left = page.tags + Counter(match[0] for match in HTML_TAG.finditer(page.text))
    pieces, done = list[str](), 0
    enclosed = Enclosed(source, page.elsewhere)
    sign = SIGN.search(source)
    while sign is not None:
        if end := enclosed.end(sign.start()):
            pieces += [source[done : sign.start()], NOT_BREAK.sub(" ", source[sign.start() : end])]
            done = end
            sign = SIGN.search(source, done)
            continue
        match = INLINE_SYNTAX[sign[0]].match(source, sign.start())
        if match is None or not is_syntax(match, left, page.elsewhere):
            sign = SIGN.search(source, sign.end())
            continue
        pieces += [source[done : match.start()], without_group(match)]
        done = match.end()
        sign = SIGN.search(source, done)
    return "".join([*pieces, source[done:]])


def without_used_targets(source: str) -> str:
    """Blank targets and titles of the definitions that links name."""
    if "]:" not in source:
        return source
    named = Counter(name.casefold() for name in re.findall(r"\[([^\[\]\n]{1,300})\]", source))

    def blanked(match: re.Match[str]) -> str:
        if named[match["name"].casefold()] < 2:
            return match[0]
        start, end = match.start("target") - match.start(), match.end("target") - match.start()
        return match[0][:start] + " " * (end - start) + match[0][end:]

    return DEFINITION.sub(blanked, source)


class Enclosed:
    """Comments, and scripts that a warning names."""

    def __init__(self, source: str, warned: str) -> None:
        self.lower = source.lower()
        self.pairs = {
            opening: closing
            for opening, closing in ENCLOSING.items()
            if opening in self.lower and (opening == "<!--" or opening in warned)
        }

    def end(self, place: int) -> int:
        """The end of what begins at `place`; 0 if nothing does."""
        for opening, closing in self.pairs.items():
            if self.lower.startswith(opening, place):
                end = self.lower.find(closing, place)
                if end < 0:
                    del self.pairs[opening]  # no later one has an end either
                    return 0
                return end + len(closing)
        return 0


def without_group(match: re.Match[str]) -> str:
    group = match.lastgroup or 0
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return match[0][:start] + NOT_BREAK.sub(" ", match[0][start:end]) + match[0][end:]


def is_syntax(match: re.Match[str], left: Counter[str], warned: str) -> bool:
    match match.lastgroup:
        case "tag":
            return is_element(match["tag"], left, warned)
        case "emoji":
            return emoji.emojize(match[0], language="alias") != match[0]
    return True


def is_element(tag: str, left: Counter[str], warned: str) -> bool:
    """Whether the page has an element for `tag`, or a warning names it.

    The element is counted only once. A tag that shows as text is not an element.
    """
    name = TAG_NAME.match(tag)[1].lower()  # type: ignore[index]
    name = STAND_INS.get(name, name)
    # Other checks warn of missing pictures and players.
    if tag.startswith("</") or name in ("br", "img", "source"):
        return True
    if take_one(left, tag):
        return False
    return take_one(left, name) or f"<{name}" in warned


def locate_losses(prose: str, lacking: Counter[str]) -> list[Loss]:
    """The positions of missing runs; the lines that lack most of them come first."""
    starts = [0, *(match.end() for match in re.finditer("\n", prose))]
    lines: dict[int, list[re.Match[str]]] = {}
    for match in RUN.finditer(prose):
        if match[0] in lacking:
            lines.setdefault(bisect_right(starts, match.start()), []).append(match)
    found = []
    for line, matches in sorted(lines.items(), key=lambda item: (-len(item[1]), item[0])):
        left = [match for match in matches if take_one(lacking, match[0])]
        if left:
            first, last = left[0].start(), left[-1].end()
            runs = tuple(match[0] for match in left)
            found.append(Loss(line, first - starts[line - 1] + 1, prose[first:last], runs))
    return sorted(found, key=lambda loss: (loss.line, loss.column))


def take_one(counter: Counter[str], run: str) -> bool:
    if counter[run] <= 0:
        return False
    counter[run] -= 1
    return True
