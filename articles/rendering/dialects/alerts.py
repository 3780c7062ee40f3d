"""GitHub's alerts: a quote whose first line is `[!NOTE]`."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from ..callouts import callout_class, callout_title

MARK = re.compile(r"\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)", re.IGNORECASE)


def alerts_plugin(markdown: MarkdownIt) -> None:
    markdown.core.ruler.after("block", "alerts", find_alerts)
    markdown.add_render_rule("alert_open", open_alert)
    markdown.add_render_rule("alert_close", close_alert)


def find_alerts(state: StateCore) -> None:
    """Turn the quotes that are alerts into what they are, in one pass."""
    quotes: list[tuple[Token, bool]] = []
    for index, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            quotes.append((token, take_mark(token, state.tokens[index + 1 : index + 4])))
        elif token.type == "blockquote_close" and quotes.pop()[1]:
            token.type = "alert_close"


def take_mark(quote: Token, first: Sequence[Token]) -> bool:
    if len(first) < 3 or first[0].type != "paragraph_open":
        return False
    content = first[1]
    mark = MARK.match(content.content)
    if mark is None:
        return False
    quote.type, quote.meta["kind"] = "alert_open", mark[1].lower()
    content.content = content.content[mark.end() :]
    if content.map:
        content.map = [content.map[0] + 1, content.map[1]]
    if not content.content.strip():
        first[0].hidden = first[2].hidden = True
    return True


def open_alert(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    kind = tokens[index].meta["kind"]
    title = callout_title(kind, env["document"].language)
    return f'<aside class="{callout_class(kind)}" role="note"><b>{title}</b><div>\n'


def close_alert(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return "</div></aside>\n"
