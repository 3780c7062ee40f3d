"""What a paragraph is written of: texts, code, formulas, and marks that begin or end."""

import re
from dataclasses import dataclass

from .inline_marks import Mark
from .spans import InlineSpan

PLAIN_TARGET = re.compile(r"(?:[^\s<>()\\]|\([^\s<>()\\]*\))+")
TICKS = re.compile("`+")


@dataclass(slots=True)
class SpanPiece:
    """`kind` is text, whole (code, a formula …), open or close; `partner` is the other one."""

    kind: str
    text: str = ""
    mark: Mark | None = None
    partner: int = -1


def piece_of(span: InlineSpan, line_break: str) -> SpanPiece:
    match span.kind:
        case "text":
            return SpanPiece("text", span.value)
        case "break":
            return SpanPiece("whole", line_break)
        case "code":
            return SpanPiece("whole", code_span(span.value))
        case "formula":
            return SpanPiece("formula", " ".join(span.value.split()))
        case "note":
            return SpanPiece("whole", f"[^{span.value}]")
    alternative, _, title = span.title.partition("\n")
    words = re.sub(r"([\\\[\]*_`$<])", r"\\\1", alternative)
    return SpanPiece("whole", f"![{words}]({target(span.value)}{title_of(title)})")


def code_span(text: str) -> str:
    longest = max((len(run) for run in TICKS.findall(text)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def target(address: str) -> str:
    if PLAIN_TARGET.fullmatch(address):
        return address.replace("*", "%2A") if address.count("*") > 1 else address
    return f"<{address.replace('<', '%3C').replace('>', '%3E').replace(chr(10), '')}>"


def title_of(title: str) -> str:
    return ' "{}"'.format(title.replace("\\", "\\\\").replace('"', '\\"')) if title else ""
