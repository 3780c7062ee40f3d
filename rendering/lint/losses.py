"""What of a source is nowhere on its page: each run of letters and digits, with its place.

    losses(source, Page.of(html))

Markdown moves words (notes go to the end, titles into attributes), so that both sides are compared
as bags of runs, not in order. What the page has only in an attribute, in LaTeX or in code counts as
there. What is syntax in the source (`SYNTAX`) counts only where the page has what it makes: a tag
is one where the page has its element or a warning names it.
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
# Colours within code, as in `\nword` and `C:\user`, divide no words.
SPAN = re.compile(r"</?span[^>]*>")
NAME = re.compile(r"<([a-z][a-z0-9]*)")
ATTRIBUTE = re.compile(r' (?:alt|title|href|src|id|aria-label|width|height|class)="([^"]*)"')

# What may begin a line; each group is what is no word.
LINE_SYNTAX = re.compile(
    r"""^(?:[ \t>*+-]*(?:\d+[.)][ \t]+)?(?:`{3,}|~{3,})(?P<info>[^`\n]*)$
    | [ ]{0,3}\*\[(?P<abbreviation>[^\]\n]{1,200})\](?=:)
    | [ \t]*(?P<comment>\[//\]:[^\n]*)
    | [ \t>]*(?:[-*+][ \t]+)*(?P<number>\d{1,9})[.)](?=[ \t\n])
    | [ \t>]*(?:!!!|\?\?\?\+?|===[!+]?)[ \t]*
        (?P<note>(?P<word>[\w-]*)[\w \t-]*(?:"(?i:(?P=word))"(?=[ \t]*$))?)
    | [ \t>]*\[(?P<reference>[^\]\n]{1,300})\](?=:))""",
    re.VERBOSE | re.MULTILINE,
)
# What may begin within a line, by its first character.
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
# The most frequent of them, each found quickly by how it begins.
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
HTML_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)((?:[\s/][^<>]*)?)>")
TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
# What hides all that it encloses, with its end.
ENCLOSING = {
    "<!--": "-->",
    "<script": "</script",
    "<style": "</style",
    "<template": "</template",
}
# More runs than an article loses, and longer ones than words, are not looked at piece by piece.
MOST_RUNS, LONGEST_RUN = 1_000, 500
# A picture within its address, which is no word.
DATA = re.compile(r"data:[\w/+.-]*;base64,[A-Za-z0-9+/=]+")
NOT_BREAK = re.compile(r"[^\n]")
# Elements that others stand for on the page.
STAND_INS = {
    "h1": "h2",
    "center": "div",
    "font": "span",
    "strike": "s",
    "tt": "code",
    "iframe": "a",
}


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is what a reader sees, `elsewhere` what the page has beside it, such as addresses;
    `tags` are its elements by name.
    """

    text: str
    elsewhere: str = ""
    tags: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, html: str, elsewhere: str = "") -> "Page":
        attributes = unescape(" ".join(ATTRIBUTE.findall(html)))
        return cls(
            unescape(TAG.sub(" ", SPAN.sub("", html))),
            f"{attributes} {unquote(attributes)} {elsewhere}",
            Counter(NAME.findall(html)),
        )


@dataclass(frozen=True, slots=True)
class Loss:
    """Lines and columns count from 1; `runs` are what is lost between the first and the last."""

    line: int
    column: int
    text: str
    runs: tuple[str, ...]

    @property
    def characters(self) -> int:
        return sum(map(len, self.runs))


def losses(source: str, page: Page) -> list[Loss]:
    wanted, have = Counter(RUN.findall(source)), Counter(RUN.findall(page.text))
    lacking = beyond(wanted, have)
    if not lacking:
        return []
    have.update(RUN.findall(page.elsewhere))
    lacking = beyond(wanted, have)
    if lacking:
        lacking = beyond(lacking, Counter(RUN.findall(frequent_syntax(source, page))))
    if not lacking or not without_joined(lacking, beyond(have, wanted)):
        return []
    prose = without_syntax(source, page)
    wanted = Counter(RUN.findall(prose))
    lost = without_joined(beyond(wanted, have), beyond(have, wanted))
    return placed(prose, lost) if lost else []


def beyond(wanted: Counter[str], have: Counter[str]) -> Counter[str]:
    """As `wanted - have`, in a third of its time."""
    count = have.get
    return Counter(
        {run: more for run, times in wanted.items() if (more := times - count(run, 0)) > 0}
    )


def frequent_syntax(source: str, page: Page) -> str:
    """Enough for most articles to say that nothing is lost."""
    found = [text for pattern in FREQUENT for text in pattern.findall(source)]
    tags = HTML_TAG.findall(source)
    names = Counter(STAND_INS.get(name.lower(), name.lower()) for name, _ in tags)
    if all(times <= 2 * page.tags[name] for name, times in names.items()):
        found += [" ".join(tag) for tag in tags]
    return "\n".join(found)


def without_joined(lacking: Counter[str], more: Counter[str]) -> Counter[str]:
    """Lines that are joined, and words that a tag divides, are runs of another length."""
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
    """Whether `run` is some of the pieces, one behind the other."""
    place = 0 if len(run) <= LONGEST_RUN else len(run) + 1
    while place < len(run):
        size = next(
            (n for n in range(len(run) - place, 0, -1) if run[place : place + n] in pieces), 0
        )
        if not size:
            return False
        place += size
    return place == len(run)


def without_syntax(source: str, page: Page) -> str:
    """`source` with spaces in the place of syntax, so that everything else stays where it is."""
    source = DATA.sub(lambda data: " " * len(data[0]), source)
    source = LINE_SYNTAX.sub(without_group, source)
    # Elements by name, and tags that the page shows as text as they are written.
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


class Enclosed:
    """Comments, and scripts of which the author was told."""

    def __init__(self, source: str, told: str) -> None:
        self.lower = source.lower()
        self.pairs = {
            opening: closing
            for opening, closing in ENCLOSING.items()
            if opening in self.lower and (opening == "<!--" or opening in told)
        }

    def end(self, place: int) -> int:
        """Where what begins at `place` ends; 0 if nothing does."""
        for opening, closing in self.pairs.items():
            if self.lower.startswith(opening, place):
                end = self.lower.find(closing, place)
                if end < 0:
                    del self.pairs[opening]  # no later one ends either
                    return 0
                return end + len(closing)
        return 0


def without_group(match: re.Match[str]) -> str:
    group = match.lastgroup or 0
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return match[0][:start] + NOT_BREAK.sub(" ", match[0][start:end]) + match[0][end:]


def is_syntax(match: re.Match[str], left: Counter[str], told: str) -> bool:
    match match.lastgroup:
        case "tag":
            return is_element(match["tag"], left, told)
        case "emoji":
            return emoji.emojize(match[0], language="alias") != match[0]
    return True


def is_element(tag: str, left: Counter[str], told: str) -> bool:
    """Whether the page has an element for `tag`, which is then taken, or its author was told.

    One that is shown, as in code, is none.
    """
    name = TAG_NAME.match(tag)[1].lower()  # type: ignore[index]
    name = STAND_INS.get(name, name)
    # Whether a picture or a player is there is told by who shows it.
    if tag.startswith("</") or name in ("br", "img", "source"):
        return True
    if take(left, tag):
        return False
    return take(left, name) or f"<{name}" in told


def placed(prose: str, lacking: Counter[str]) -> list[Loss]:
    """Where it was lost: on the lines that lack most."""
    starts = [0, *(match.end() for match in re.finditer("\n", prose))]
    lines: dict[int, list[re.Match[str]]] = {}
    for match in RUN.finditer(prose):
        if match[0] in lacking:
            lines.setdefault(bisect_right(starts, match.start()), []).append(match)
    found = []
    for line, matches in sorted(lines.items(), key=lambda item: (-len(item[1]), item[0])):
        left = [match for match in matches if take(lacking, match[0])]
        if left:
            first, last = left[0].start(), left[-1].end()
            runs = tuple(match[0] for match in left)
            found.append(Loss(line, first - starts[line - 1] + 1, prose[first:last], runs))
    return sorted(found, key=lambda loss: (loss.line, loss.column))


def take(counter: Counter[str], run: str) -> bool:
    if counter[run] <= 0:
        return False
    counter[run] -= 1
    return True
