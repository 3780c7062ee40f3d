"""GitHub's alerts and Obsidian's callouts: a quote whose first line is `[!kind] title`.

`[!kind]-` is a closed fold, `[!kind]+` an open one. In Obsidian, `|` and a style may follow the
kind.
"""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ...document import Document
from ...messages import message
from ...parts.callout_kinds import KINDS, callout_class, callout_title

CALLOUT_MARKER = re.compile(
    r"\[!([\w-]+(?: [\w-]+)*)(?:\|[^\]\n]*)?\](?![(\[])([-+]?)[ \t]*([^\n]*)(?:\n|$)"
)
PARAGRAPH_TOKENS = 3


@dataclass(frozen=True, slots=True)
class Callout:
    kind: str
    folding: str
    title: str
    line: int
    rest: str


def callouts_plugin(markdown: MarkdownIt) -> None:
    markdown.core.ruler.after("block", "callouts", convert_callouts)


def convert_callouts(state: StateCore) -> None:
    """Replace the tokens of quotes that are callouts, in one pass."""
    document, tokens = state.env["document"], state.tokens
    quotes: list[Callout | None] = []
    made: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.type == "blockquote_open":
            callout = read_callout_marker(tokens, index)
            quotes.append(callout)
            if callout:
                made.extend(callout_start_tokens(document, callout))
                index = remove_callout_marker(tokens, index, callout)
                continue
        elif token.type == "blockquote_close" and (callout := quotes.pop()):
            made.extend(callout_end_tokens(callout))
            continue
        made.append(token)
    state.tokens = made


def read_callout_marker(tokens: list[Token], first: int) -> Callout | None:
    paragraph = tokens[first]
    mark = (
        CALLOUT_MARKER.match(tokens[first + 1].content)
        if paragraph.type == "paragraph_open"
        else None
    )
    if mark is None:
        return None
    line = paragraph.map[0] if paragraph.map else 0
    rest = tokens[first + 1].content[mark.end() :]
    return Callout(mark[1].lower(), mark[2], mark[3].strip(), line, rest)


def remove_callout_marker(tokens: list[Token], first: int, callout: Callout) -> int:
    """Remove the marker from the paragraph, which is skipped if nothing else is in it."""
    if not callout.rest.strip():
        return first + PARAGRAPH_TOKENS
    content = tokens[first + 1]
    content.content = callout.rest
    if content.map:
        content.map = [callout.line + 1, content.map[1]]
    return first


def callout_start_tokens(document: Document, callout: Callout) -> list[Token]:
    if callout.kind not in KINDS:
        told = message("callout-unknown", kind=callout.kind, kinds=sorted(KINDS))
        document.warn(told, line=callout.line + 1)
    look = callout_class(callout.kind, stacked=bool(callout.title and not callout.folding))
    attributes: dict[str, str | int | float] = {"class": look}
    title = callout.title or callout_title(callout.kind, document.language)
    inline = Token("inline", "", 0, content=title, children=[], level=1)
    inline.map = place = [callout.line, callout.line + 1]
    if not callout.folding:
        return [
            Token("callout_open", "aside", 1, attrs={**attributes, "role": "note"}, map=place),
            *(Token("title_open", "b", 1), inline, Token("title_close", "b", -1)),
            Token("words_open", "div", 1, block=True),
        ]
    if callout.folding == "+":
        attributes["open"] = ""
    return [
        Token("callout_open", "details", 1, attrs=attributes, map=place),
        *(Token("title_open", "summary", 1), inline, Token("title_close", "summary", -1)),
    ]


def callout_end_tokens(callout: Callout) -> list[Token]:
    if callout.folding:
        return [Token("callout_close", "details", -1, block=True)]
    return [
        Token("words_close", "div", -1),
        Token("callout_close", "aside", -1, block=True),
    ]
