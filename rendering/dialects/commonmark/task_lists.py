"""Task lists: `- [ ] to do` and `- [x] done` become checkboxes."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TASK_MARKER = re.compile(r"\[([ xX])\](?=\s)")


def task_lists_plugin(markdown: MarkdownIt) -> None:
    markdown.core.ruler.after("inline", "task_boxes", add_checkboxes)


def add_checkboxes(state: StateCore) -> None:
    kinds = [token.type for token in state.tokens]
    for index in range(2, len(kinds)):
        if kinds[index - 2 : index + 1] == ["list_item_open", "paragraph_open", "inline"]:
            add_checkbox(state.tokens[index])


def add_checkbox(item: Token) -> None:
    first = item.children[0] if item.children else None
    mark = TASK_MARKER.match(first.content) if first is not None and first.type == "text" else None
    if first is None or mark is None:
        return
    first.content = first.content[mark.end() :]
    box = Token("html_inline", "", 0)
    box.content = f'<input type="checkbox"{"" if mark[1] == " " else " checked"} disabled>'
    item.children = [box, *(item.children or [])]
