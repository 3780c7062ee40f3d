"""Spells the text of paragraphs, headings and cells for CommonMark."""

import re
from bisect import bisect_right
from collections import defaultdict

from rendering.markdown_source.line_starts import as_paragraph
from rendering.math.formula_delimiters import formula_at, reference_at
from transfer.convert.commonmark_emphasis import respell_emphasis

PLACEHOLDER_CHAR = "\x00"  # placeholder of code, a formula, a link's target …: spans that are kept
START = re.compile(
    r"[`\\$<\x02]|\](?=[(\[])|(?<=[)`\]>])\{:|(?<![0-9A-Za-z])%%|\[\[(?=[^\[\]\n]+\]\])"
)
TICKS = re.compile("`+")
TAG = re.compile(
    r"<(?:!--(?:(?!-->|<!--).)*--|[A-Za-z][\w+.-]*:[^<>\s]*|[^<>\s@]+@[^<>\s@]+"
    r"|/?[A-Za-z][^\s\"'<>]*(?:\s+[^\s\"'=<>]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>]+))?)*"
    r"\s*/?)>",
    re.DOTALL,
)
TARGET = re.compile(
    r"""\]\(\s*(?P<target><[^<>\n]*>|(?:[^\s<>()\\]|\\.|\([^\s()]*\))*)"""
    r"""(?P<title>\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
)
SPACED_TARGET = re.compile(
    r"""\](?P<open>\()\s*(?P<target>[^()<>"'\n]+?)(?P<title>\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
)
LABEL = re.compile(r"\]\[[^\[\]]*\]")
ATTRIBUTES = re.compile(r"\{:?[ ]*([^{}\n ](?:[^{}\n]{0,300}[^{}\n ])?)[ ]*\}")
ATTRIBUTE_LINE = re.compile(rf"^( *){ATTRIBUTES.pattern}[ ]*$", re.MULTILINE)
INSERTED = re.compile(r"(?<!\^)\^\^(?![\s^])([^^]+)(?<!\s)\^\^(?!\^)")
PLACEHOLDER = re.compile("\x02[^\x02\x03]*\x03")
# Characters that a backslash escapes in Python-Markdown. In CommonMark it escapes all punctuation.
ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!$|~")
SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def respell_inline(text: str) -> str:
    """Return the spelling for CommonMark of a text. Code and formulas stay unchanged."""
    spans = KeptSpans(text)
    spelled = respell_emphasis(spans.text)
    kept = iter(spans.kept)
    spelled = INSERTED.sub(r"<ins>\1</ins>", as_paragraph(attribute_lists_without_colons(spelled)))
    return re.sub(PLACEHOLDER_CHAR, lambda _: next(kept), spelled)


class KeptSpans:
    """A text with placeholders for code, formulas, tags, targets …, and these in `kept`."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.kept: list[str] = []
        self.ticks: dict[int, list[int]] = defaultdict(list)
        for match in TICKS.finditer(source):
            self.ticks[len(match[0])].append(match.start())
        self.text = "".join(self.pieces())

    def pieces(self) -> list[str]:
        pieces, at = list[str](), 0
        while match := START.search(self.source, at):
            pieces.append(self.source[at : match.start()])
            spelled, at = self.span_at(
                match.start(), follows_span=not match.start() - at and bool(at)
            )
            if spelled:
                self.kept.append(spelled)
                pieces.append(PLACEHOLDER_CHAR)
            else:
                pieces.append(self.source[match.start() : at])
        return [*pieces, self.source[at:]]

    def span_at(self, at: int, *, follows_span: bool) -> tuple[str, int]:
        """Return the span that begins at `at` and its end. Empty for a plain character."""
        sign = self.source[at]
        if sign == "`":
            return self.code(at)
        if sign == "\\":
            return self.formula(at) or self.escape(at)
        if sign == "$":
            return self.formula(at) or ("", at + 1)
        if sign == "]":
            return self.target(at)
        if sign == "{":
            return self.attributes(at) if follows_span else ("", at + 1)
        if sign == "[":  # [[…]] would be a wiki link
            return "\\[", at + 1
        if sign == "%":  # %%…%% would be a comment of Obsidian
            return ("&#37;" if self.source.find("%%", at + 2) >= 0 else ""), at + 1
        pattern = TAG if sign == "<" else PLACEHOLDER
        match = pattern.match(self.source, at)
        return (match[0], match.end()) if match else ("", at + 1)

    def code(self, at: int) -> tuple[str, int]:
        match = TICKS.match(self.source, at)
        assert match is not None
        same = self.ticks[len(match[0])]
        index = bisect_right(same, at)
        if index == len(same):
            return "", match.end()
        end = same[index] + len(match[0])
        return self.source[at:end], end

    def formula(self, at: int) -> tuple[str, int] | None:
        span = formula_at(self.source, at) or reference_at(self.source, at)
        return (self.source[at : span.end], span.end) if span else None

    def escape(self, at: int) -> tuple[str, int]:
        escaped = self.source[at + 1 : at + 2]
        if escaped in ESCAPABLE and escaped:
            return self.source[at : at + 2], at + 2
        return ("\\\\" if escaped in SIGNS or escaped == "\n" else "\\"), at + 1

    def target(self, at: int) -> tuple[str, int]:
        for pattern in (TARGET, LABEL):
            if match := pattern.match(self.source, at):
                return match[0], match.end()
        if match := SPACED_TARGET.match(self.source, at):
            return f"](<{match['target']}>{match['title'] or ''})", match.end()
        return "", at + 1

    def attributes(self, at: int) -> tuple[str, int]:
        match = ATTRIBUTES.match(self.source, at)
        return (f"{{{match[1]}}}", match.end()) if match else ("", at + 1)


def attribute_lists_without_colons(text: str) -> str:
    """Spell attribute lists on a line of their own without the colon."""
    return ATTRIBUTE_LINE.sub(r"\1{\2}", text)
